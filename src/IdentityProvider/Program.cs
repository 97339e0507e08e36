using IdentityProvider;
using IdentityProvider.CommandLine;
using ServiceDefaults;

return await (Verbs.Run(args, Console.Out, CancellationToken.None) ?? ServiceHost.RunAsync(() => IdentityProviderApp.Build(args)));
