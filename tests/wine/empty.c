/* python3.dll: it has names only, each of which stands for one in python311.dll. */
int DllMainCRTStartup(void *module, unsigned reason, void *reserved) { return 1; }
