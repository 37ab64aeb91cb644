Attribute VB_Name = "PerfevalShell"
Option Explicit

' What only Excel on Windows has: the number of its window, and three calls of the Windows Script Host, which takes
' Unicode.

Public Function PerfevalWindow() As String
    PerfevalWindow = CStr(Application.Hwnd)
End Function

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
