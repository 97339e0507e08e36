using System.Diagnostics.Metrics;

namespace OidcEngine.Token;

/// <summary>Counts what is issued. Issuing is metered and not audited; it is the everyday.</summary>
internal sealed class TokenMetrics
{
    private readonly Counter<long> _issued;

    public TokenMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(OidcEngineSetup.MeterName);
        _issued = meter.CreateCounter<long>("oidc.token.issued", "{response}", "Successful token responses");
    }

    public void Issued(string grantType) => _issued.Add(1, new KeyValuePair<string, object?>("grant_type", grantType));
}
