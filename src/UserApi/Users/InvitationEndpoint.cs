using ServiceDefaults.Documentation;
using ServiceDefaults.Envelope;
using ServiceDefaults.Idempotency;
using ServiceDefaults.Json;
using ServiceDefaults.Problems;
using UserApi.Access;
using UserApi.Contracts.Users;
using UserApi.Requests;
using UserDirectory.Links;
using UserDirectory.Registration;
using UserDirectory.Roles;
using UserDirectory.Users;

namespace UserApi.Users;

/// <summary>What administrators have mailed: an invitation, and a link for a new password. The links themselves are told to nobody else.</summary>
internal static class InvitationEndpoint
{
    public static void Map(RouteGroupBuilder v1)
    {
        var users = v1.MapGroup("/admin/users");
        users.MapPost("/invite", InviteAsync).RequirePermission(Permissions.UsersWrite).Idempotent().Describe(InvitationOperations.Invite);
        users.MapPost("/{user}/send-password-reset", SendPasswordResetAsync)
            .RequirePermission(Permissions.UsersWrite).Describe(InvitationOperations.SendPasswordReset);
    }

    private static async Task<IResult> InviteAsync(HttpContext http, UserRegistration registration, CancellationToken cancellationToken)
    {
        var body = await JsonBody.ReadAsync(http.Request, cancellationToken, JsonBody.Json);
        if (!body.TryGet<InviteUser>(out var wanted, out var problem)) return problem;
        return await registration.RegisterAsync(ToNewUser(wanted), Caller.ActorOf(http), cancellationToken) switch
        {
            RegistrationOutcome.Created(var userId) => ApiResults.Created(
                $"/v1/users/{userId:D}",
                new RegisteredUser { Username = wanted.Username, Email = wanted.Email, Id = userId },
                "The account was created, and its owner is invited by mail."),
            RegistrationOutcome.EmailTaken => AccountRefusal.Taken("email"),
            RegistrationOutcome.UserNameTaken => AccountRefusal.Taken("username"),
            RegistrationOutcome.Invalid(var errors) => BrokenRules.ToProblem(errors),
            RegistrationOutcome.Forbidden(var reason) => new ApiProblem(StatusCodes.Status403Forbidden, "insufficient_permission", reason),
            var outcome => throw new InvalidOperationException($"An invitation ended as {outcome}."),
        };
    }

    private static async Task<IResult> SendPasswordResetAsync(
        HttpContext http, string user, UserProfiles profiles, AccountMailActs acts, CancellationToken cancellationToken)
    {
        if (!(await NamedUser.FindAsync(profiles, user, cancellationToken)).TryGet(out var id, out var problem)) return problem;
        var outcome = await acts.SendPasswordResetAsync(id, Caller.ActorOf(http), cancellationToken);
        return await AccountActEndpoints.AnswerAsync(http, id, outcome, "A link for a new password is on its way.", cancellationToken);
    }

    private static NewUser ToNewUser(InviteUser wanted) => new(wanted.Username, wanted.Email, null)
    {
        GivenName = wanted.GivenName,
        FamilyName = wanted.FamilyName,
        Locale = wanted.Locale,
        Roles = wanted.Roles,
        ByAdministrator = true,
        IsInvited = true,
    };
}
