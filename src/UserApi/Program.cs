using UserApi;
using ServiceDefaults;

return await ServiceHost.RunAsync(() => UserApiApp.Build(args));
