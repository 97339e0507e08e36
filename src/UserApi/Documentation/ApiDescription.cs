using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using ServiceDefaults.Configuration;
using ServiceDefaults.Documentation;
using UserApi.Access;

namespace UserApi.Documentation;

/// <summary>What the OpenAPI document says about the API as a whole.</summary>
internal sealed class ApiDescription(PublicUrls urls) : IOpenApiDocumentTransformer
{
    private const string About = """
        Profiles and accounts of this installation. Times are RFC 3339 in UTC, ids are UUIDs, names are snake_case.

        - A success is `{"success": true, "message": …, "data": …}`; lists add `meta` with the total and where the next page begins.
        - A refusal is `application/problem+json` (RFC 9457). It has `error`, a stable code, and `errors`: what is wrong with which member.
        - A member that this API does not know is refused by its name, as is one that appears twice.
        - Reads of one resource send a strong `ETag`. Send it back as `If-Match` to undo no change of somebody else: the answer is 412 then.
        - Send an `Idempotency-Key` with a `POST` that creates, and it can be repeated safely for 24 hours.
        - Every answer has an `X-Request-Id`; with a refusal comes a `support_code` that the operator can look up.
        """;

    public Task TransformAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.Info = new OpenApiInfo { Title = "User API", Version = "v1", Description = About };
        document.Servers =
        [
            new OpenApiServer { Url = urls.UserApiUrl, Description = "Base address" },
            new OpenApiServer { Url = urls.UserApiUrl + "/api", Description = "The same under a prefix" },
        ];
        document.Tags = OperationGroups.All
            .Select(group => new OpenApiTag { Name = group.Name, Description = group.Description }).ToHashSet();
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme> { [ReferenceSetup.SecurityScheme] = OAuth() };
        foreach (var path in document.Paths.Values) path.Operations?.Remove(HttpMethod.Head); // as GET, without a body
        return Task.CompletedTask;
    }

    private OpenApiSecurityScheme OAuth()
    {
        var scopes = new Dictionary<string, string>
        {
            [AccessRules.ProfileScope] = "Read and change your profile",
            [AccessRules.AdminScope] = "Administer accounts, as far as your roles allow",
        };
        var authorize = new Uri(urls.Issuer + "/connect/authorize");
        var token = new Uri(urls.Issuer + "/connect/token");
        return new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.OAuth2,
            Description = "Access tokens of this installation's provider, sent as `Authorization: Bearer`.",
            Flows = new OpenApiOAuthFlows
            {
                AuthorizationCode = new OpenApiOAuthFlow { AuthorizationUrl = authorize, TokenUrl = token, Scopes = scopes },
                ClientCredentials = new OpenApiOAuthFlow { TokenUrl = token, Scopes = scopes },
            },
        };
    }
}
