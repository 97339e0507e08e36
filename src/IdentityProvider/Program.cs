using IdentityProvider;
using ServiceDefaults;

return await ServiceHost.RunAsync(() => IdentityProviderApp.Build(args));
