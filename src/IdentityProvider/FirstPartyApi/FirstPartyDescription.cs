using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using ServiceDefaults.Configuration;
using ServiceDefaults.Documentation;

namespace IdentityProvider.FirstPartyApi;

/// <summary>What the OpenAPI document says of the API as a whole.</summary>
internal sealed class FirstPartyDescription(PublicUrls urls) : IOpenApiDocumentTransformer
{
    public const string SignIn = "Signing in";
    public const string SecondStep = "The second step";
    public const string Account = "Password and address";

    private const string About = """
        Signs people in to the apps that belong to this installation. Other apps redirect to the sign-in page: see `/.well-known/openid-configuration`.

        - A success is `{"success": true, "message": …, "data": …}`; a refusal is `application/problem+json` (RFC 9457) with `error`, a stable code.
        - A member that a call does not know is refused by its name, as is one that appears twice.
        - The access token comes in the body, the refresh token in the cookie `__Host-identity-refresh`, which no script can read.
        - Calls that use the cookie come from a page of an allowed origin and say so in `Origin`. Send cookies along (`credentials: "include"`).
        - Every answer has an `X-Request-Id`; with a refusal comes a `support_code` that the operator can look up.
        """;

    private static readonly (string Name, string Description)[] Groups =
    [
        (SignIn, "Tokens for a password, for an account elsewhere, for the cookie, and the end of them."),
        (SecondStep, "For accounts that have a second factor, and how to set one up."),
        (Account, "What a person forgot, changes or proves."),
    ];

    public Task TransformAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.Info = new OpenApiInfo { Title = "Sign-in API", Version = "v1", Description = About };
        document.Servers = [new OpenApiServer { Url = urls.Issuer, Description = "Base address" }];
        document.Tags = Groups.Select(group => new OpenApiTag { Name = group.Name, Description = group.Description }).ToHashSet();
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
        {
            [ReferenceSetup.SecurityScheme] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http,
                Scheme = "bearer",
                BearerFormat = "JWT",
                Description = "An access token of this API, sent as `Authorization: Bearer`.",
            },
        };
        return Task.CompletedTask;
    }
}
