using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using OidcClient.ApiAccess;
using ServiceDefaults.Problems;

namespace UserApi.Access;

/// <summary>Answers a call that may not go on. The token handler says what RFC 6750 §3 asks for in the headers; a refusal with 403
/// says in its body what is missing.</summary>
internal sealed class AccessRefusal : IAuthorizationMiddlewareResultHandler
{
    private readonly AuthorizationMiddlewareResultHandler _framework = new();

    public async Task HandleAsync(
        RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult)
    {
        await _framework.HandleAsync(next, context, policy, authorizeResult);
        if (authorizeResult.Forbidden) await Describe(authorizeResult.AuthorizationFailure).ExecuteAsync(context);
    }

    private static ApiProblem Describe(AuthorizationFailure? failure)
    {
        var unmet = failure?.FailedRequirements.ToArray() ?? [];
        if (unmet.OfType<ScopeRequirement>().FirstOrDefault() is { } scope)
            return Refusal("insufficient_scope", $"The access token lacks the scope {scope.Scope}.");
        if (unmet.OfType<PersonRequirement>().Any())
            return Refusal("person_required", "This token speaks for a client, not for a person, and a client has no account of its own.");
        return unmet.OfType<PermissionRequirement>().FirstOrDefault() is { } permission
            ? Refusal("insufficient_permission", $"This needs the permission {permission.Permission}.")
            : Refusal("forbidden", "You may not do this.");
    }

    private static ApiProblem Refusal(string error, string detail) => new(StatusCodes.Status403Forbidden, error, detail);
}
