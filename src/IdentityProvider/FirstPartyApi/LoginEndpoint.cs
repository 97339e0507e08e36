using IdentityProvider.Attempts;
using IdentityProvider.Sessions;
using ServiceDefaults.Documentation;
using ServiceDefaults.Json;
using ServiceDefaults.Problems;
using UserDirectory.SignIn;

namespace IdentityProvider.FirstPartyApi;

/// <summary>Signs a person in by password, with the same checks, budgets and records as the sign-in page.</summary>
internal static class LoginEndpoint
{
    private const int LongestName = 256;
    private const int LongestPassword = 128;

    public static void Map(RouteGroupBuilder v1)
    {
        v1.MapPost("/auth/login", PostAsync).Describe(SignInOperations.Login);
        v1.MapPost("/users/authenticate", PostAsync).Describe(SignInOperations.Login, "Alias");
    }

    private static async Task<IResult> PostAsync(
        HttpContext http, PasswordSignIn passwords, AppSignIn signIn, AttemptLimits limits, CancellationToken cancellationToken)
    {
        var body = await JsonBody.ReadAsync(http.Request, cancellationToken, JsonBody.Json);
        if (!body.TryGet<LoginRequest>(out var asked, out var problem)) return problem;
        if (Problem(asked) is { } wrong) return wrong;
        if (await limits.RefuseSignInAsync(http, asked.Username) is { } wait) return ApiProblem.TooManyRequests(wait);

        var attempt = new PasswordAttempt(asked.Username, asked.Password, BrowserSession.Origin(http));
        if (await signIn.EnterAsync(http, await passwords.SignInAsync(attempt, cancellationToken), cancellationToken) is { } answer) return answer;
        await limits.CountFailureAsync(http);
        return BearerRefusal.WrongCredentials(http);
    }

    private static ApiProblem? Problem(LoginRequest asked) => asked switch
    {
        { Username.Length: 0 or > LongestName } => ApiProblem.Invalid("username", $"Write 1 to {LongestName} characters."),
        { Password.Length: 0 or > LongestPassword } => ApiProblem.Invalid("password", $"Write 1 to {LongestPassword} characters."),
        _ => null,
    };
}

/// <summary>A name and a password.</summary>
internal sealed record LoginRequest
{
    /// <summary>A user name or an e-mail address.</summary>
    public required string Username { get; init; }

    public required string Password { get; init; }

    /// <summary>Neither is for a log.</summary>
    public override string ToString() => nameof(LoginRequest);
}
