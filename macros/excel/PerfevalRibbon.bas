Attribute VB_Name = "PerfevalRibbon"
Option Explicit

' The buttons of the ribbon (customUI.xml); the labels are there, in UTF-8. This text is ASCII on purpose:
' VBA stores its source in the code page of one machine and shows it in that of another.

Public Sub PerfevalScore(control As IRibbonControl)
    PerfevalRun "score"
End Sub

Public Sub PerfevalCheck(control As IRibbonControl)
    PerfevalRun "check"
End Sub

Public Sub PerfevalReport(control As IRibbonControl)
    PerfevalRun "report"
End Sub

Public Sub PerfevalClear(control As IRibbonControl)
    PerfevalRun "clear"
End Sub

Public Sub PerfevalAbout(control As IRibbonControl)
    PerfevalRun "about"
End Sub
