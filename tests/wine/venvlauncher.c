/* venvlauncher.exe, which venv copies as an environment's python.exe: runs the Python that pyvenv.cfg names as home. */
#include <stdio.h>
#include <wchar.h>
#include <windows.h>

static int home_of(const wchar_t *own, wchar_t *home) {
    wchar_t place[MAX_PATH], line[MAX_PATH];
    wcscpy(place, own);
    for (int up = 0; up < 2; up++) {
        wchar_t *end = wcsrchr(place, L'\\');
        if (end == NULL) return 0;
        *end = 0;
    }
    wcscat(place, L"\\pyvenv.cfg");
    FILE *file = _wfopen(place, L"rt, ccs=UTF-8");
    if (file == NULL) return 0;
    int found = 0;
    while (!found && fgetws(line, MAX_PATH, file)) found = swscanf(line, L"home = %l[^\n]", home) == 1;
    fclose(file);
    return found;
}

int wmain(void) {
    wchar_t own[MAX_PATH], program[MAX_PATH];
    GetModuleFileNameW(NULL, own, MAX_PATH);
    if (!home_of(own, program)) return 101;
    wcscat(program, L"\\python.exe");
    SetEnvironmentVariableW(L"__PYVENV_LAUNCHER__", own);
    STARTUPINFOW how;
    PROCESS_INFORMATION made;
    GetStartupInfoW(&how);
    if (!CreateProcessW(program, GetCommandLineW(), NULL, NULL, TRUE, 0, NULL, NULL, &how, &made)) return 102;
    DWORD code = 103;
    WaitForSingleObject(made.hProcess, INFINITE);
    GetExitCodeProcess(made.hProcess, &code);
    return (int)code;
}
