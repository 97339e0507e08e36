using Microsoft.AspNetCore.Authentication;
using OidcClient.ApiAccess;
using ServiceDefaults.Documentation;
using ServiceDefaults.Envelope;
using ServiceDefaults.Idempotency;
using ServiceDefaults.Json;
using ServiceDefaults.Problems;
using ServiceDefaults.RateLimiting;
using ServiceDefaults.Requests;
using UserApi.Access;
using UserApi.Contracts.Users;
using UserApi.Requests;
using UserDirectory.Registration;
using UserDirectory.Roles;

namespace UserApi.Users;

/// <summary>Registration, by a stranger or by an administrator.</summary>
internal static class RegistrationEndpoint
{
    public static void Map(RouteGroupBuilder v1) =>
        v1.MapPost("/users", PostAsync).AllowAnonymous().Idempotent().Describe(UserOperations.Register);

    private static async Task<IResult> PostAsync(
        HttpContext http, UserRegistration registration, PermissionLookup permissions, RateLimits limits, RateLimitCounters counters,
        CancellationToken cancellationToken)
    {
        // Who sends a token means it: one that is refused is not taken for none.
        if ((await http.AuthenticateAsync(ApiAccessDefaults.Scheme)).Failure is not null)
            return TypedResults.Challenge(null, [ApiAccessDefaults.Scheme]);
        var byAdministrator = await IsAdministratorAsync(http, permissions, cancellationToken);

        var body = await JsonBody.ReadAsync(http.Request, cancellationToken, JsonBody.Json);
        if (!body.TryGet<RegisterUser>(out var wanted, out var problem)) return problem;
        if (!byAdministrator && ForAdministrators(wanted) is { } refused) return refused;
        if (!byAdministrator && await counters.TakeAsync(limits.Registration, ClientAddress.NetworkOf(http), cancellationToken) is { IsAllowed: false } lease)
            return ApiProblem.TooManyRequests(lease.Reset);

        var outcome = await registration.RegisterAsync(ToNewUser(wanted, byAdministrator), Caller.ActorOf(http), cancellationToken);
        return byAdministrator ? AnswerAdministrator(wanted, outcome) : AnswerStranger(wanted, outcome);
    }

    private static async ValueTask<bool> IsAdministratorAsync(
        HttpContext http, PermissionLookup permissions, CancellationToken cancellationToken) =>
        Caller.Of(http.User) is { } caller
        && http.User.HasClaim("scope", AccessRules.AdminScope)
        && (await caller.PermissionsAsync(permissions, cancellationToken)).Contains(Permissions.UsersWrite);

    private static ApiProblem? ForAdministrators(RegisterUser wanted)
    {
        string?[] members = [wanted.Roles is null ? null : "roles", wanted.Status is null ? null : "status"];
        var refused = members.OfType<string>().ToArray();
        return refused.Length == 0
            ? null
            : ApiProblem.Invalid(refused.Select(member => (member, $"Only callers with the permission {Permissions.UsersWrite} set it.")));
    }

    private static NewUser ToNewUser(RegisterUser wanted, bool byAdministrator) => new(wanted.Username, wanted.Email, wanted.Password)
    {
        GivenName = wanted.GivenName,
        FamilyName = wanted.FamilyName,
        Locale = wanted.Locale,
        Roles = wanted.Roles,
        Status = wanted.Status,
        ByAdministrator = byAdministrator,
    };

    private static IResult AnswerAdministrator(RegisterUser wanted, RegistrationOutcome outcome) => outcome switch
    {
        RegistrationOutcome.Created(var userId) => ApiResults.Created(
            $"/v1/users/{userId:D}", Registered(wanted, userId), "The account was created."),
        RegistrationOutcome.EmailTaken => AccountRefusal.Taken("email"),
        _ => Refuse(outcome),
    };

    // Strangers never learn whether the address has an account: body, Location and status are the same.
    private static IResult AnswerStranger(RegisterUser wanted, RegistrationOutcome outcome) => outcome switch
    {
        RegistrationOutcome.Created or RegistrationOutcome.EmailTaken => ApiResults.Created(
            "/v1/users/profile", Registered(wanted, null), "Thank you. A mail is on its way to this address."),
        _ => Refuse(outcome),
    };

    private static RegisteredUser Registered(RegisterUser wanted, Guid? id) =>
        new() { Username = wanted.Username, Email = wanted.Email, Id = id };

    private static ApiProblem Refuse(RegistrationOutcome outcome) => outcome switch
    {
        RegistrationOutcome.UserNameTaken => AccountRefusal.Taken("username"),
        RegistrationOutcome.Invalid(var errors) => BrokenRules.ToProblem(errors),
        RegistrationOutcome.Closed => Forbidden("registration_closed", "People do not register themselves here."),
        RegistrationOutcome.Forbidden(var reason) => Forbidden("insufficient_permission", reason),
        RegistrationOutcome.Busy(var wait) => ApiProblem.Unavailable(wait),
        _ => throw new InvalidOperationException($"Registration ended as {outcome}."),
    };

    private static ApiProblem Forbidden(string error, string detail) => new(StatusCodes.Status403Forbidden, error, detail);
}
