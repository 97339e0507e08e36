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
        foreach (var requirement in context.PendingRequirements.ToArray())
            if (await IsMetAsync(requirement, caller))
                context.Succeed(requirement);
    }

    private async ValueTask<bool> IsMetAsync(IAuthorizationRequirement requirement, Caller caller)
    {
        var aborted = requests.HttpContext?.RequestAborted ?? CancellationToken.None;
        return requirement switch
        {
            PersonRequirement => caller.UserId is not null,
            PermissionRequirement needed => (await caller.PermissionsAsync(permissions, aborted)).Contains(needed.Permission),
            _ => false,
        };
    }
}
