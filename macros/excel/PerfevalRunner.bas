Attribute VB_Name = "PerfevalRunner"
Option Explicit

' Starts our Python on the active workbook. Where Python is says the sheet "perfeval" of this add-in and nothing else:
' no sheet, name, file or folder of a data workbook is asked. No command shell is involved, so that no character of a
' workbook's name has a meaning.

Public Sub PerfevalRun(command As String)
    Dim python As String
    Dim code As Long
    If ActiveWorkbook Is Nothing Then
        MsgBox PerfevalText("no_workbook"), vbExclamation, PerfevalText("title")
        Exit Sub
    End If
    python = PerfevalExpand(PerfevalText("python"))
    If Not PerfevalIsFile(python) Then
        MsgBox PerfevalText("no_python") & vbLf & vbLf & python, vbExclamation, PerfevalText("title")
        Exit Sub
    End If
    Application.StatusBar = PerfevalText("running")
    code = PerfevalStart(PerfevalCommandLine(python, command, ActiveWorkbook.Name, PerfevalWindow()))
    Application.StatusBar = False
    If code <> 0 And code <> 1 Then
        MsgBox PerfevalText("failed") & vbLf & vbLf & PerfevalExpand(PerfevalText("log")), vbExclamation, PerfevalText("title")
    End If
End Sub

Public Function PerfevalCommandLine(python As String, command As String, book As String, hwnd As String) As String
    ' -I: neither the workbook's folder nor the user's variables can put modules of their own before ours
    PerfevalCommandLine = PerfevalQuoted(python) & " -I -X utf8 -m perfeval_xl.addin.entry " & command & " " & _
        PerfevalQuoted("--wb=" & book) & " --from_xl=1 --hwnd=" & hwnd
End Function

Public Function PerfevalText(key As String) As String
    ' A text or setting of this add-in, by the first column of its sheet.
    Dim row As Long
    Dim sheet As Object
    Set sheet = ThisWorkbook.Worksheets("perfeval")
    For row = 1 To 50
        If sheet.Cells(row, 1).Value = key Then
            PerfevalText = sheet.Cells(row, 2).Value
            Exit Function
        End If
    Next row
    PerfevalText = key
End Function

Private Function PerfevalQuoted(text As String) As String
    ' A file name has no quotation mark; one that had would end the argument early, so it is taken out.
    PerfevalQuoted = Chr(34) & Replace(text, Chr(34), "") & Chr(34)
End Function
