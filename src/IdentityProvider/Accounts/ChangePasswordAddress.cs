using Microsoft.AspNetCore.Http.HttpResults;

namespace IdentityProvider.Accounts;

/// <summary>Where password managers find the page (W3C, A Well-Known URL for Changing Passwords).</summary>
internal static class ChangePasswordAddress
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/.well-known/change-password", Redirect);

    private static RedirectHttpResult Redirect() => TypedResults.Redirect("/account/password");
}
