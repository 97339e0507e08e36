using Microsoft.AspNetCore.Authorization;
using UserDirectory.Roles;

namespace UserApi.Access;

/// <summary>Decides what an endpoint requires of a caller besides a scope. Permissions are read where they are kept, not from
/// the token, so a change counts within seconds.</summary>
internal sealed class AccessDecision(PermissionLookup permissions, IHttpContextAccessor requests) : IAuthorizationHandler
{
    public async Task HandleAsync(AuthorizationHandlerContext context)
    {
        if (Caller.Of(context.User) is not { } caller) return;
        var aborted = requests.HttpContext?.RequestAborted ?? CancellationToken.None;
        foreach (var requirement in context.PendingRequirements.ToArray())
            if (await IsMetAsync(requirement, caller, aborted))
                context.Succeed(requirement);
    }

    private async ValueTask<bool> IsMetAsync(IAuthorizationRequirement requirement, Caller caller, CancellationToken cancellationToken) =>
        requirement switch
        {
            PersonRequirement => caller.UserId is not null,
            PermissionRequirement needed => (await caller.PermissionsAsync(permissions, cancellationToken)).Contains(needed.Permission),
            _ => false,
        };
}
