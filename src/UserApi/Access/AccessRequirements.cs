using Microsoft.AspNetCore.Authorization;

namespace UserApi.Access;

/// <summary>The token must speak for a person: a client that acts for itself has no profile.</summary>
internal sealed record PersonRequirement : IAuthorizationRequirement;

/// <summary>The person, or the client that acts for itself, must hold this permission through a role.</summary>
internal sealed record PermissionRequirement(string Permission) : IAuthorizationRequirement;
