using ServiceDefaults.Concurrency;
using ServiceDefaults.Envelope;
using ServiceDefaults.Problems;
using UserApi.Access;
using UserApi.Contracts.Roles;
using UserApi.Requests;
using UserDirectory.Roles;

namespace UserApi.Roles;

/// <summary>Roles as answers, with the entity tag of their version. Reads are not answered with 304: the number of members changes
/// without the role.</summary>
internal static class RoleAnswer
{
    public static IResult Show(HttpContext http, RoleDetails role, string message)
    {
        ETags.Set(http.Response, role.Version);
        return ApiResults.Ok(ToResource(role), message);
    }

    public static IResult Created(HttpContext http, RoleDetails role)
    {
        ETags.Set(http.Response, role.Version);
        return ApiResults.Created($"/v1/admin/roles/{role.Id:D}", ToResource(role), "The role was created.");
    }

    public static IResult Of(HttpContext http, RoleOutcome outcome) => outcome switch
    {
        RoleOutcome.Saved(var role) => Show(http, role, "The role was changed."),
        RoleOutcome.Deleted => ApiResults.Done("The role was deleted."),
        RoleOutcome.Invalid(var errors) => BrokenRules.ToProblem(errors),
        RoleOutcome.Forbidden(var permission) => EscalationRefusal.OfRole(permission),
        RoleOutcome.ForbiddenMember(var permission) => EscalationRefusal.OfMember(permission),
        RoleOutcome.Stale => ApiProblem.PreconditionFailed(),
        RoleOutcome.NameTaken => ApiProblem.Conflict("role_name_taken", "There is a role of this name already."),
        RoleOutcome.BuiltIn => ApiProblem.Conflict(
            "role_built_in", "This role ships: it cannot be deleted or renamed, and admin cannot be changed at all."),
        RoleOutcome.InUse(var members, var clients) => ApiProblem.Conflict("role_in_use", InUse(members, clients)),
        RoleOutcome.TooManyMembers(var most) => ApiProblem.Conflict(
            "role_in_use", $"More than {most} accounts have this role: take it from them first."),
        _ => Absent(),
    };

    public static ApiProblem Absent() => ApiProblem.NotFound("There is no such role.");

    public static RoleResource ToResource(RoleDetails role) => new()
    {
        Id = role.Id,
        Name = role.Name,
        Description = role.Description,
        Permissions = role.Permissions,
        RequiresSecondFactor = role.RequiresSecondFactor,
        BuiltIn = role.BuiltIn,
        Members = role.Members,
        CreatedAt = Moments.AsKept(role.CreatedAt),
        UpdatedAt = Moments.AsKept(role.UpdatedAt),
    };

    private static string InUse(long members, IReadOnlyList<string> clients)
    {
        var users = members > 0 ? $"{members} accounts have this role. " : "";
        var services = clients.Count > 0 ? $"Clients hold it by service_roles: {string.Join(", ", clients)}. " : "";
        return $"{users}{services}Nothing was changed.";
    }
}
