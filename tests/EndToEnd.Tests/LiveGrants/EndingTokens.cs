using EndToEnd.Tests.Product;
using TestKit.DPoP;

namespace EndToEnd.Tests.LiveGrants;

/// <summary>Access tokens that live two seconds, obtained before anything else happens.</summary>
public sealed class EndingTokens(WholeProduct product) : IAsyncLifetime
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(2);

    private long _obtained;

    public string OfPerson { get; private set; } = "";

    public string OfClient { get; private set; } = "";

    /// <summary>Bound to a key that is thrown away: introspection needs no proof.</summary>
    public string WithKey { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        using var person = await Person.RegisterAsync(product);
        using var instance = product.Provider.NewClient();
        OfPerson = (await person.SignInAsync(TestClient.Hasty, "openid profile.api")).AccessToken;
        var ofClient = await TokenAnswer.AskAsync(instance, TestClient.Hasty, new Dictionary<string, string> { ["grant_type"] = "client_credentials", ["scope"] = "profile.api" });
        OfClient = ofClient.AccessToken;
        using var key = new ProofKey();
        var form = new Dictionary<string, string> { ["grant_type"] = "client_credentials", ["scope"] = "profile.api" };
        WithKey = (await TokenAnswer.AskAsync(instance, TestClient.Hasty, form, Proven.ForToken(product, key))).AccessToken;
        Assert.True(await Introspection.IsActiveAsync(instance, TestClient.Hasty, OfClient)); // so the client may ask, and is told the truth
        _obtained = TimeProvider.System.GetTimestamp();
    }

    /// <summary>Until both have reached their end.</summary>
    public async Task WaitAsync()
    {
        var left = Lifetime + TimeSpan.FromSeconds(1) - TimeProvider.System.GetElapsedTime(_obtained);
        if (left > TimeSpan.Zero) await Task.Delay(left);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
