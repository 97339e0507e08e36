using OidcEngine.Scopes;

namespace OidcEngine.Tests.Host;

/// <summary>The protected resources that every host knows.</summary>
internal static class TestResources
{
    public const string Api = "https://api.example";
    public const string Files = "https://files.example";

    public static ResourceCatalog Catalog { get; } = new(
    [
        new ProtectedResource
        {
            Resource = Api,
            Name = "Example API",
            Scopes =
            [
                new ResourceScope("api.base", "Use the API", Required: true, []),
                new ResourceScope("api.read", "Read your things", Required: false, ["email"]),
                new ResourceScope("api.write", "Change your things", Required: false, []),
            ],
            IntrospectionClients = ["third"],
        },
        new ProtectedResource
        {
            Resource = Files,
            Name = "Files",
            Scopes = [new ResourceScope("files.read", "Read your files", Required: false, [])],
        },
    ]);
}
