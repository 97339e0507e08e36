using OidcClient.ApiAccess;

namespace UserApi.Access;

/// <summary>The scopes of this API, and how an endpoint says what it requires.</summary>
internal static class AccessRules
{
    public const string ProfileScope = "profile.api";
    public const string AdminScope = "admin.api";

    /// <summary>For a person's own resources.</summary>
    public static TBuilder RequirePerson<TBuilder>(this TBuilder endpoints)
        where TBuilder : IEndpointConventionBuilder =>
        endpoints.RequireAuthorization(policy => policy.RequireScope(ProfileScope).AddRequirements(new PersonRequirement()));

    /// <summary>For whoever administers at all: it shows the caller nothing but themselves.</summary>
    public static TBuilder RequireAdministration<TBuilder>(this TBuilder endpoints)
        where TBuilder : IEndpointConventionBuilder =>
        endpoints.RequireAuthorization(policy => policy.RequireScope(AdminScope));

    /// <summary>For administration, by people and by clients that hold a role.</summary>
    public static TBuilder RequirePermission<TBuilder>(this TBuilder endpoints, string permission)
        where TBuilder : IEndpointConventionBuilder =>
        endpoints.RequireAuthorization(policy => policy.RequireScope(AdminScope).AddRequirements(new PermissionRequirement(permission)));
}
