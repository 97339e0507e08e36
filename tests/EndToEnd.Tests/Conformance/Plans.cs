using System.Text.Json;

namespace EndToEnd.Tests.Conformance;

/// <summary>A certification plan of the OpenID Foundation.</summary>
internal sealed record Plan(string Name, Module[] Modules)
{
    /// <summary>Its requests ask for <c>response_mode=form_post</c>.</summary>
    public bool FormPost { get; init; }

    public InapplicableModule[] Inapplicable { get; init; } = [];
}

/// <summary>The plans for a provider with the code flow, each module in the place that the plan gives it.</summary>
internal static class Plans
{
    private static readonly Module[] BasicModules = [.. ResponseModules.All, .. ScopeModules.All, .. PromptModules.All, .. RefreshModules.All];

    /// <summary>No token and no request goes unsigned here, so nothing announces <c>none</c>.</summary>
    private static readonly InapplicableModule[] Unsigned =
    [
        new("oidcc-idtoken-unsigned", metadata => !Lists(metadata, "id_token_signing_alg_values_supported", "none")),
        new("oidcc-request-uri-unsigned-supported-correctly-or-rejected-as-unsupported", TakesNoUnsignedRequests),
        new("oidcc-unsigned-request-object-supported-correctly-or-rejected-as-unsupported", TakesNoUnsignedRequests),
        new("oidcc-ensure-request-object-with-redirect-uri", TakesNoUnsignedRequests),
    ];

    public static readonly Plan[] All =
    [
        new("oidcc-config-certification-test-plan", DiscoveryModules.Config),
        new("oidcc-basic-certification-test-plan", BasicModules) { Inapplicable = Unsigned },
        new("oidcc-formpost-basic-certification-test-plan", BasicModules) { Inapplicable = Unsigned, FormPost = true },
        new("oidcc-rp-initiated-logout-certification-test-plan", LogoutModules.All),
        new("oidcc-frontchannel-rp-initiated-logout-certification-test-plan", FrontChannelModules.All),
        new("oidcc-backchannel-rp-initiated-logout-certification-test-plan", BackChannelModules.All),
        new("oidcc-session-management-certification-test-plan", SessionModules.All),
    ];

    private static bool TakesNoUnsignedRequests(JsonElement metadata) => !Lists(metadata, "request_object_signing_alg_values_supported", "none");

    private static bool Lists(JsonElement metadata, string member, string value) =>
        metadata.TryGetProperty(member, out var list) && list.EnumerateArray().Any(item => item.GetString() == value);
}
