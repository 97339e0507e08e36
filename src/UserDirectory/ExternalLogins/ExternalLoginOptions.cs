namespace UserDirectory.ExternalLogins;

/// <summary>The section <c>ExternalLogins</c>: where people may sign in with an account that they have elsewhere. Nothing is on by default.</summary>
public sealed class ExternalLoginOptions
{
    public const string Section = "ExternalLogins";

    public GoogleProvider? Google { get; set; }

    public GitHubProvider? GitHub { get; set; }

    /// <summary>Any OpenID providers.</summary>
    public IList<OidcProvider> Oidc { get; } = [];

    /// <summary>All that are configured, in the order of their buttons.</summary>
    public IEnumerable<ExternalProvider> Providers => new ExternalProvider?[] { Google, GitHub }.OfType<ExternalProvider>().Concat(Oidc);

    /// <summary>Null for a name that no provider has.</summary>
    public ExternalProvider? Find(string? name) => Providers.FirstOrDefault(provider => provider.Name == name);

    public static string? Problem(ExternalLoginOptions options) =>
        options.Keyed().Select(entry => entry.Provider.Problem($"{Section}:{entry.Key}")).FirstOrDefault(problem => problem is not null)
        ?? Doubled(options, provider => provider.Name, "name")
        ?? Doubled(options, provider => provider.Authority, "authority"); // subjects of two registrations may differ for one person

    private IEnumerable<(string Key, ExternalProvider Provider)> Keyed()
    {
        if (Google is not null) yield return ("Google", Google);
        if (GitHub is not null) yield return ("GitHub", GitHub);
        for (var i = 0; i < Oidc.Count; i++) yield return ($"Oidc:{i}", Oidc[i]);
    }

    private static string? Doubled(ExternalLoginOptions options, Func<ExternalProvider, string> value, string what) =>
        options.Providers.GroupBy(value, StringComparer.OrdinalIgnoreCase).FirstOrDefault(group => group.Count() > 1) is { } group
            ? $"The settings under {Section} name the {what} \"{group.Key}\" twice: give each provider its own."
            : null;
}
