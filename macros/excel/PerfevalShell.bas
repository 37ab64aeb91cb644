Attribute VB_Name = "PerfevalShell"
Option Explicit

' The only module that leaves Excel: three calls of the Windows Script Host, which takes Unicode.

Public Function PerfevalExpand(text As String) As String
    PerfevalExpand = CreateObject("WScript.Shell").ExpandEnvironmentStrings(text)
End Function

Public Function PerfevalIsFile(path As String) As Boolean
    PerfevalIsFile = CreateObject("Scripting.FileSystemObject").FileExists(path)
End Function

Public Function PerfevalStart(line As String) As Long
    ' Hidden, and waited for: the exit code comes back.
    PerfevalStart = CreateObject("WScript.Shell").Run(line, 0, True)
End Function
