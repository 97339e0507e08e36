using ServiceDefaults;
using UserApi;

return await ServiceHost.RunAsync(() => UserApiApp.Build(args));
