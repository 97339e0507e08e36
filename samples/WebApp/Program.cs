using OidcClient.SignIn;
using WebApp;

var builder = WebApplication.CreateBuilder(args);
var settings = builder.Configuration;
builder.Services.AddRazorPages();

builder.Services.AddOidcSignIn(options =>
{
    options.Issuer = settings["Issuer"]!;       // https://localhost:3001: endpoints and keys come from its discovery document
    options.PublicUrl = settings["PublicUrl"]!; // https://localhost:3005: redirect URIs are made of it
    options.ClientId = "webapp";
    options.ClientSecret = settings["ClientSecret"]!;
    options.Scope.Add("profile");
    options.Scope.Add("email");
    options.Scope.Add("profile.api");           // to call UserApi for the person
    options.CookieName = "__Host-webapp";
    options.WatchSession = true;                // wwwroot/session-watch.js asks the provider's session iframe
    options.SessionEndedAddress = "/?ended";
    options.Events.OnRemoteFailure = SignInFailure.TellAsync;
});
builder.Services.AddHttpClient<ProfileClient>(http => http.BaseAddress = new Uri(settings["UserApi"]!)).AddUserAccessToken();

if (LaunchCheck.Refuse(builder) is { } sentence)
{
    await Console.Error.WriteLineAsync(sentence);
    return 1;
}

var app = builder.Build();
app.UsePageHeaders(settings["Issuer"]!);
app.UseStatusCodePagesWithReExecute("/trouble");
app.UseRouting();
app.UseAuthentication();
app.UseAuthorization();
app.MapStaticAssets();
app.MapRazorPages();
app.MapOidcSignIn(); // where the provider tells of logouts, and where sign-ins begin that were started there
await app.RunAsync();
return 0;
