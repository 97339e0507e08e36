using IdentityProvider.Sessions;
using OidcEngine.Sessions;
using UserDirectory.SignIn;

namespace IdentityProvider.SecondFactors;

/// <summary>The session in which second factors are changed.</summary>
internal static class ElevatedSession
{
    /// <summary>The signed-in person as services take one; null when there is none.</summary>
    public static SignedInUser? Person(HttpContext http) =>
        EndUser.From(http.User) is { } session && http.User.UserId() is { } userId && http.User.UserName() is { } name
            ? new SignedInUser(userId, name, session.AuthTime, session.Acr, session.Amr)
            : null;

    /// <summary>The same session, as strong and as old as before, under a new handle: after a change of what guards the account.</summary>
    /// <returns>False when the session has ended meanwhile: nobody is signed in here then.</returns>
    public static async Task<bool> RenewAsync(HttpContext http) => Person(http) is { } person && await BrowserSession.RenewAsync(http, person);
}
