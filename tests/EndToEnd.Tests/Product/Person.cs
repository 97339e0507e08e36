using System.Net;
using System.Net.Http.Json;
using TestKit.Browsing;
using TestKit.DPoP;
using TestKit.SecondFactors;

namespace EndToEnd.Tests.Product;

/// <summary>A person of one test alone, with a browser in which an app is signed in to.</summary>
internal sealed class Person : IDisposable
{
    private const string FirstPassword = "Seedling-42!";

    private readonly Queue<string> _recoveryCodes = [];

    private AuthenticatorApp? _app;

    private Person(WholeProduct product, string userName) => (Product, UserName, Browser) = (product, userName, product.NewBrowser());

    public WholeProduct Product { get; }

    public string UserName { get; }

    public string Password { get; private set; } = FirstPassword;

    public ScriptlessBrowser Browser { get; }

    /// <summary>The authenticator app, once there is one.</summary>
    public AuthenticatorApp App => _app ?? throw new InvalidOperationException("No second factor was set up.");

    public static async Task<Person> RegisterAsync(WholeProduct product)
    {
        var person = new Person(product, $"person-{Guid.CreateVersion7(TimeProvider.System.GetUtcNow()):n}");
        using var api = product.UserApi.NewClient();
        using var answer = await api.PostAsJsonAsync("/v1/users", new
        {
            username = person.UserName,
            email = $"{person.UserName}@example.test",
            password = person.Password,
        });
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        return person;
    }

    public async Task<TokenAnswer> SignInAsync(TestClient client, string scope)
    {
        var tokens = await Product.SignInAsync(Browser, client, scope, UserName, Password);
        Assert.Equal(HttpStatusCode.OK, tokens.Status);
        return tokens;
    }

    /// <summary>The same, with tokens that are bound to this key.</summary>
    public async Task<TokenAnswer> SignInAsync(TestClient client, string scope, ProofKey key)
    {
        var authorization = new CodeFlow(Product.Installation.Issuer, client, scope);
        var answer = await Browser.SignInAsync(authorization.Url, UserName, Password);
        using var instance = Product.Provider.NewClient();
        var tokens = await TokenAnswer.AskAsync(instance, client, authorization.Redeem(answer), Proven.ForToken(Product, key));
        Assert.Equal(HttpStatusCode.OK, tokens.Status);
        return tokens;
    }

    /// <summary>Changes the password in another browser, so that this one's session is not the one that lives on.</summary>
    public async Task ChangePasswordElsewhereAsync()
    {
        const string next = "Sapling-43!";
        using var other = await SignInElsewhereAsync();
        await other.OpenAsync($"{Product.Installation.Issuer}/account/password");
        await other.SubmitAsync(("Current", Password), ("New", next));
        Assert.Null(other.Page.QuerySelector("[aria-invalid=true]"));
        Password = next;
    }

    /// <summary>Sets an authenticator app up in another browser, or another one in its place.</summary>
    public async Task SetUpSecondFactorElsewhereAsync()
    {
        using var other = await SignInElsewhereAsync();
        await SetUpSecondFactorAsync(other);
    }

    /// <summary>The same in this browser, whose session lives on.</summary>
    public Task SetUpSecondFactorAsync() => SetUpSecondFactorAsync(Browser);

    /// <summary>Another browser in which the password is proved and the second step is due.</summary>
    public async Task<ScriptlessBrowser> BeginSecondStepAsync()
    {
        var other = Product.NewBrowser();
        await other.OpenAsync($"{Product.Installation.Issuer}/sign-in");
        await other.SubmitAsync(("UserName", UserName), ("Password", Password));
        Assert.Equal("/second-step", other.Location.AbsolutePath);
        return other;
    }

    /// <summary>Takes the second step by a recovery code, which counts however slow the machine is.</summary>
    public async Task TakeSecondStepAsync(ScriptlessBrowser browser, params (string Field, string Value)[] more)
    {
        await browser.OpenAsync($"{Product.Installation.Issuer}/second-step?method=recovery_code");
        await browser.SubmitAsync([("Code", TakeRecoveryCode()), .. more]);
        Assert.NotEqual("/second-step", browser.Location.AbsolutePath);
    }

    /// <summary>A recovery code that was not used yet.</summary>
    public string TakeRecoveryCode() => _recoveryCodes.Dequeue();

    /// <summary>Ends this browser's session from another one.</summary>
    public async Task EndSessionElsewhereAsync()
    {
        using var other = await SignInElsewhereAsync();
        await other.OpenAsync($"{Product.Installation.Issuer}/account/devices");
        await other.SubmitAsync(other.Page.Forms.First(form => form.Elements["id"] is not null));
    }

    /// <summary>Withdraws what the app was given. The account page lists an app once it has come for its tokens, so it does.</summary>
    public async Task WithdrawConsentAsync(TestClient client)
    {
        using var other = await SignInElsewhereAsync();
        Assert.Equal(HttpStatusCode.OK, (await TokensAsync(other, client)).Status);
        await other.OpenAsync($"{Product.Installation.Issuer}/account/apps/withdraw?client_id={client.Id}");
        await other.SubmitAsync(other.Page.Forms.First(form => form.QuerySelector("main .button-danger") is not null));
    }

    public void Dispose() => Browser.Dispose();

    private async Task<TokenAnswer> TokensAsync(ScriptlessBrowser browser, TestClient client)
    {
        if (client.RedirectUri is not null) return await Product.SignInAsync(browser, client, "openid", UserName, Password);
        var device = await DeviceFlow.AskAsync(Product, client, "openid");
        await device.AllowAsync(browser);
        using var instance = Product.Provider.NewClient();
        return await TokenAnswer.AskAsync(instance, client, device.Poll);
    }

    private async Task<ScriptlessBrowser> SignInElsewhereAsync()
    {
        var other = Product.NewBrowser();
        await other.OpenAsync($"{Product.Installation.Issuer}/sign-in");
        await other.SubmitAsync(("UserName", UserName), ("Password", Password));
        Assert.Null(other.Page.QuerySelector("input[type=password]"));
        if (other.Location.AbsolutePath == "/second-step") await TakeSecondStepAsync(other);
        return other;
    }

    private async Task SetUpSecondFactorAsync(ScriptlessBrowser browser)
    {
        await browser.OpenAsync($"{Product.Installation.Issuer}/account/second-factor/app");
        _app = new AuthenticatorApp(browser.Page.QuerySelector(".steps .code")!.TextContent);
        await browser.SubmitAsync(("Code", await _app.NextAsync()));
        _recoveryCodes.Clear();
        foreach (var code in browser.Page.QuerySelectorAll("[data-codes] li")) _recoveryCodes.Enqueue(code.TextContent.Trim());
        Assert.Equal(10, _recoveryCodes.Count);
    }
}
