using System.Net;
using System.Text.Json;
using EndToEnd.Tests.Product;
using TestKit.Browsing;
using TestKit.Mail;
using TestKit.Upstream;

namespace EndToEnd.Tests.Races;

/// <summary>What a person may do once, done many times at once at two processes: second steps, mailed links, proofs from elsewhere.</summary>
[Collection(nameof(WholeProduct))]
public sealed class AccountRaceTests(WholeProduct product)
{
    private const int Times = 10;

    [Fact]
    public async Task Of_ten_half_sign_ins_that_bring_one_recovery_code_one_ends()
    {
        using var person = await PersonWithSecondFactorAsync();
        var code = person.TakeRecoveryCode();

        var ends = await AtOnceAsync(await HalfSignInsAsync(person, "/second-step?method=recovery_code", code));

        Assert.Single(ends, end => end is not null);
    }

    [Fact]
    public async Task Of_ten_half_sign_ins_that_bring_one_code_of_the_app_one_ends()
    {
        using var person = await PersonWithSecondFactorAsync();
        var halves = await HalfSignInsAsync(person, "/second-step?method=totp", "");
        var code = await person.App.NextAsync();

        var ends = await AtOnceAsync([.. halves.Select(half => half with { Fields = new Dictionary<string, string>(half.Fields) { ["Code"] = code } })]);

        Assert.Single(ends, end => end is not null);
    }

    [Fact]
    public async Task Of_ten_new_passwords_by_one_link_one_counts()
    {
        using var person = await Person.RegisterAsync(product);
        using var browser = product.NewBrowser();
        await browser.OpenAsync($"{product.Installation.Issuer}/forgot-password");
        await browser.SubmitAsync(("Name", person.UserName));
        await browser.OpenAsync(await SentMails.LinkAsync(product.Installation.DataDirectory, $"{person.UserName}@example.test", "/reset-password"));
        var forms = Enumerable.Range(0, Times).Select(number => Submission.Of(browser, ("Password", $"Meadow-{number}-Quiet!"))).ToList();

        var ends = await AtOnceAsync(forms);

        Assert.Single(ends, end => end is not null);
        var chosen = forms[Array.FindIndex(ends, end => end is not null)].Fields["Password"];
        await browser.OpenAsync($"{product.Installation.Issuer}/sign-in");
        await browser.SubmitAsync(("UserName", person.UserName), ("Password", chosen));
        Assert.Equal("/", browser.Location.AbsolutePath);
    }

    [Fact]
    public async Task Of_ten_accounts_that_one_proof_from_elsewhere_asks_for_one_is_made()
    {
        var issuer = product.Installation.Issuer;
        product.Upstream.Google.Person = new UpstreamPerson("racer-from-elsewhere", "racer.from.elsewhere@elsewhere.test");
        using var browser = new ScriptlessBrowser(new Uri(issuer), new Uri(product.Upstream.Address));
        await browser.OpenAsync($"{issuer}/sign-in");
        await browser.SubmitAsync(("provider", "google"));
        await browser.OpenAsync(browser.Page.QuerySelector("a.button-primary")!.GetAttribute("href")!);
        Assert.Equal("/external-login", browser.Location.AbsolutePath);

        await AtOnceAsync([.. Enumerable.Range(0, Times).Select(number => Submission.Of(browser, ("UserName", $"racer-elsewhere-{number}")))]);

        Assert.Single(await NamesAsync("racer-elsewhere-"));
    }

    private async Task<Person> PersonWithSecondFactorAsync()
    {
        var person = await Person.RegisterAsync(product);
        await person.SignInAsync(TestClient.Web, "openid");
        await person.SetUpSecondFactorAsync();
        return person;
    }

    /// <summary>So many browsers in which the password was proved, with this code in the form of the second step.</summary>
    private async Task<List<Submission>> HalfSignInsAsync(Person person, string page, string code)
    {
        var halves = new List<Submission>();
        for (var number = 0; number < Times; number++)
        {
            using var browser = await person.BeginSecondStepAsync();
            await browser.OpenAsync(product.Installation.Issuer + page);
            halves.Add(Submission.Of(browser, ("Code", code)));
        }

        return halves;
    }

    /// <summary>The accounts whose names begin so, as an administrator sees them.</summary>
    private async Task<List<string?>> NamesAsync(string start)
    {
        using var administrator = product.NewBrowser();
        var tokens = await product.SignInAsync(administrator, TestClient.Web, "openid admin.api", "admin");
        using var api = product.UserApi.NewClient();
        using var answer = await Bearer.GetAsync(api, $"/v1/users?q={start}", tokens.AccessToken);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        using var page = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        return [.. page.RootElement.GetProperty("data").EnumerateArray().Select(user => user.GetProperty("username").GetString())];
    }

    private async Task<string?[]> AtOnceAsync(IReadOnlyList<Submission> forms)
    {
        using var first = product.Provider.NewClient();
        using var second = product.NewClientOfSecondProvider();
        return await Task.WhenAll(forms.Select((form, index) => form.SendAsync(index % 2 == 0 ? first : second)));
    }
}
