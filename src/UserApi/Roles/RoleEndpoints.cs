using System.Collections.Frozen;
using System.Text.Json;
using ServiceDefaults.Concurrency;
using ServiceDefaults.Documentation;
using ServiceDefaults.Envelope;
using ServiceDefaults.Idempotency;
using ServiceDefaults.Json;
using ServiceDefaults.Paging;
using ServiceDefaults.Problems;
using UserApi.Access;
using UserApi.Contracts.Roles;
using UserApi.Requests;
using UserDirectory.Roles;

namespace UserApi.Roles;

/// <summary>Roles, by their id or their name.</summary>
internal static class RoleEndpoints
{
    private static readonly FrozenSet<string> ListParameters = FrozenSet.Create(StringComparer.Ordinal, "page", "limit", "cursor");
    private static readonly FrozenSet<string> DeleteParameters = FrozenSet.Create(StringComparer.Ordinal, "force");
    private static readonly string[] Choices = ["true", "false"];

    public static void Map(RouteGroupBuilder v1)
    {
        var roles = v1.MapGroup("/admin/roles");
        roles.MapRead("", ListAsync).RequirePermission(Permissions.RolesRead).Describe(RoleOperations.List);
        roles.MapPost("", PostAsync).RequirePermission(Permissions.RolesWrite).Idempotent().Describe(RoleOperations.Create);
        roles.MapRead("/{role}", GetAsync).RequirePermission(Permissions.RolesRead).Describe(RoleOperations.Get);
        roles.MapPut("/{role}", PutAsync).RequirePermission(Permissions.RolesWrite).Describe(RoleOperations.Replace);
        roles.MapDelete("/{role}", DeleteAsync).RequirePermission(Permissions.RolesWrite).Describe(RoleOperations.Delete);
    }

    private static async Task<IResult> ListAsync(
        HttpContext http, RoleCatalog catalog, SignedCursor cursors, CancellationToken cancellationToken)
    {
        if (QueryText.Refuse(http.Request.Query, ListParameters) is { } unknown) return unknown;
        if (!PageQuery.TryRead(http.Request.Query, out var page, out var problem)) return problem;
        var caller = Caller.Of(http.User)!.Key;
        string? after = null;
        if (page.Cursor is { } cursor && !cursors.TryOpen(cursor, caller, RoleOperations.List.Id, out after))
            return ApiProblem.Invalid("cursor", "It does not belong to this list: begin again without it.");

        var found = await catalog.ListAsync(page.Skip, after, page.Limit, cancellationToken);
        var next = found.Next is { } last ? cursors.Seal(last, caller, RoleOperations.List.Id) : null;
        return ApiResults.Page<RoleResource>(
            [.. found.Items.Select(RoleAnswer.ToResource)], page.Meta(found.Total, totalCapped: false, next));
    }

    private static async Task<IResult> GetAsync(HttpContext http, string role, RoleCatalog catalog, CancellationToken cancellationToken) =>
        await catalog.FindAsync(role, cancellationToken) is { } found ? RoleAnswer.Show(http, found, "OK") : RoleAnswer.Absent();

    private static async Task<IResult> PostAsync(HttpContext http, RoleChanges changes, CancellationToken cancellationToken)
    {
        var body = await JsonBody.ReadAsync(http.Request, cancellationToken, JsonBody.Json);
        if (!body.TryGet<WritableRole>(out var wanted, out var problem)) return problem;
        return await changes.CreateAsync(ToDraft(wanted), Caller.ActorOf(http), cancellationToken) is var outcome
            && outcome is RoleOutcome.Saved(var created)
            ? RoleAnswer.Created(http, created)
            : RoleAnswer.Of(http, outcome);
    }

    private static async Task<IResult> PutAsync(
        HttpContext http, string role, RoleCatalog catalog, RoleChanges changes, CancellationToken cancellationToken)
    {
        if (!ETags.TryReadIfMatch(http.Request, out var version, out var problem)) return problem;
        var body = await JsonBody.ReadAsync(http.Request, cancellationToken, JsonBody.Json);
        if (!body.TryGet(out JsonElement sent, out problem)) return problem;
        if (await catalog.FindAsync(role, cancellationToken) is not { } current) return RoleAnswer.Absent();
        if (version is not null && version != current.Version) return ApiProblem.PreconditionFailed();
        if (!ResourceDocument.TryReplace(sent, RoleAnswer.ToResource(current), out WritableRole? wanted, out problem)) return problem;

        return RoleAnswer.Of(http, await changes.ReplaceAsync(current.Id, ToDraft(wanted), version, Caller.ActorOf(http), cancellationToken));
    }

    private static async Task<IResult> DeleteAsync(
        HttpContext http, string role, RoleCatalog catalog, RoleDeletion deletion, CancellationToken cancellationToken)
    {
        if (QueryText.Refuse(http.Request.Query, DeleteParameters) is { } unknown) return unknown;
        var faults = new List<(string, string)>();
        var force = QueryText.OneOf(http.Request.Query, "force", Choices, faults) == "true";
        if (faults.Count > 0) return ApiProblem.Invalid(faults);
        if (!ETags.TryReadIfMatch(http.Request, out var version, out var problem)) return problem;
        if (await catalog.FindAsync(role, cancellationToken) is not { } current) return RoleAnswer.Absent();

        return RoleAnswer.Of(http, await deletion.DeleteAsync(current.Id, force, version, Caller.ActorOf(http), cancellationToken));
    }

    private static RoleDraft ToDraft(WritableRole role) => new(role.Name, role.Description, role.Permissions, role.RequiresSecondFactor);
}
