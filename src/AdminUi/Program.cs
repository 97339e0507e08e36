using AdminUi;
using ServiceDefaults;

return await ServiceHost.RunAsync(() => AdminUiApp.Build(args));
