using Microsoft.AspNetCore.Http.HttpResults;
using ServiceDefaults.Documentation;
using ServiceDefaults.Envelope;
using ServiceDefaults.Idempotency;
using ServiceDefaults.Json;
using ServiceDefaults.Problems;
using UserApi.Access;
using UserApi.Contracts.Roles;
using UserApi.Requests;
using UserApi.Users;
using UserDirectory.Roles;
using UserDirectory.Users;

namespace UserApi.Roles;

/// <summary>The roles of one account.</summary>
internal static class UserRoleEndpoints
{
    public static void Map(RouteGroupBuilder v1)
    {
        var roles = v1.MapGroup("/admin/users/{user}/roles");
        roles.MapRead("", GetAsync).RequirePermission(Permissions.RolesRead).Describe(UserRoleOperations.List);
        roles.MapPost("", PostAsync).RequirePermission(Permissions.RolesWrite).Idempotent().Describe(UserRoleOperations.Add);
        roles.MapDelete("/{role}", DeleteAsync).RequirePermission(Permissions.RolesWrite).Describe(UserRoleOperations.Remove);
    }

    private static async Task<IResult> GetAsync(
        string user, UserProfiles profiles, RoleMembers members, CancellationToken cancellationToken)
    {
        if (!(await NamedUser.FindAsync(profiles, user, cancellationToken)).TryGet(out var id, out var problem)) return problem;
        return Show(await members.ListAsync(id, cancellationToken), "OK");
    }

    private static async Task<IResult> PostAsync(
        HttpContext http, string user, UserProfiles profiles, RoleMembers members, CancellationToken cancellationToken)
    {
        var body = await JsonBody.ReadAsync(http.Request, cancellationToken, JsonBody.Json);
        if (!body.TryGet<AssignRole>(out var wanted, out var problem)) return problem;
        if (!(await NamedUser.FindAsync(profiles, user, cancellationToken)).TryGet(out var id, out problem)) return problem;
        return Answer(await members.AddAsync(id, wanted.Role, Caller.ActorOf(http), cancellationToken), "The account has the role.");
    }

    private static async Task<IResult> DeleteAsync(
        HttpContext http, string user, string role, UserProfiles profiles, RoleMembers members, CancellationToken cancellationToken)
    {
        if (!(await NamedUser.FindAsync(profiles, user, cancellationToken)).TryGet(out var id, out var problem)) return problem;
        return Answer(await members.RemoveAsync(id, role, Caller.ActorOf(http), cancellationToken), "The account does not have the role any more.");
    }

    private static IResult Answer(RoleMemberOutcome outcome, string done) => outcome switch
    {
        RoleMemberOutcome.Changed(var roles) => Show(roles, done),
        RoleMemberOutcome.Unchanged(var roles) => Show(roles, done),
        RoleMemberOutcome.ForbiddenAccount(var permission) => EscalationRefusal.OfAccount(permission),
        RoleMemberOutcome.ForbiddenRole(var permission) => EscalationRefusal.OfRole(permission),
        RoleMemberOutcome.LastAdmin => AccountRefusal.LastAdmin(),
        RoleMemberOutcome.UnknownRole => ApiProblem.Invalid("role", "There is no such role."),
        _ => ApiProblem.NotFound("There is no such account, or it does not have this role."),
    };

    private static Ok<ApiEnvelope<IReadOnlyList<UserRole>>> Show(IReadOnlyList<HeldRole> roles, string message) => ApiResults.Ok<IReadOnlyList<UserRole>>(
        [.. roles.Select(role => new UserRole { Id = role.Id, Name = role.Name })], message);
}
