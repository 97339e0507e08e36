using System.Text;
using EndToEnd.Tests.Passkeys;
using EndToEnd.Tests.Product;
using Microsoft.Playwright;
using TestKit.Mail;
using TestKit.Pictures;
using TestKit.Upstream;

namespace EndToEnd.Tests.Pages;

/// <summary>A page that people see, and how a browser gets there.</summary>
/// <param name="Name">The file name of its picture.</param>
/// <param name="OpenAsync">Leads a fresh browser to it.</param>
internal sealed record PageUnderTest(string Name, Func<WholeProduct, IPage, Task> OpenAsync)
{
    public static IReadOnlyList<PageUnderTest> All { get; } =
    [
        new("home", (product, page) => page.GotoAsync(product.Installation.Issuer)),
        new("sign-in", (product, page) => page.GotoAsync(Request(product, TestClient.Web))),
        new("sign-in-refused", async (product, page) =>
        {
            await page.GotoAsync(Request(product, TestClient.Web));
            await SubmitSignInAsync(page, "nobody.at.all", "not-the-password"); // failures of a real account would count against its next sign-ins
        }),
        new("register", (product, page) => page.GotoAsync($"{product.Installation.Issuer}/register")),
        new("register-refused", async (product, page) =>
        {
            await page.GotoAsync($"{product.Installation.Issuer}/register");
            await page.FillAsync("[name=UserName]", "x");
            await page.FillAsync("[name=Email]", "nobody@example.test");
            await page.FillAsync("[name=Password]", "short");
            await page.ClickAsync("button[type=submit].button-primary");
        }),
        new("register-strength", async (product, page) =>
        {
            await page.GotoAsync($"{product.Installation.Issuer}/register");
            await page.FillAsync("[name=Password]", "Summer2024!");
            await page.WaitForSelectorAsync("[data-level=weak]");
            await page.FillAsync("[name=Password]", "seven quiet Harbours-7");
            await page.WaitForSelectorAsync("[data-level=strong]");
        }),
        new("unlock-used", (product, page) => page.GotoAsync($"{product.Installation.Issuer}/unlock?token=used")),
        new("unlock-done", (product, page) => page.GotoAsync($"{product.Installation.Issuer}/unlock?done=true")),
        new("external-login", (product, page) => ComeFromElsewhereAsync(product, page, "google")),
        new("external-login-failed", (product, page) => page.GotoAsync($"{product.Installation.Issuer}/signin/github?error=access_denied")),
        new("external-login-link", async (product, page) =>
        {
            await ComeFromElsewhereAsync(product, page, "github");
            await page.GotoAsync($"{product.Installation.Issuer}/external-login/link");
            await SubmitSignInAsync(page, "alice", "Pass123$");
            await page.WaitForURLAsync("**/external-login/link");
        }),
        new("consent", async (product, page) =>
        {
            await page.GotoAsync(Request(product, TestClient.Native));
            await SubmitSignInAsync(page, "bob", "Pass123$");
        }),
        new("device", async (product, page) =>
        {
            await SignInAsync(product, page, "alice");
            await page.GotoAsync($"{product.Installation.Issuer}/device?user_code=WDJB-MJHT");
        }),
        new("device-unknown", async (product, page) =>
        {
            await SignInAsync(product, page, "alice");
            await page.GotoAsync($"{product.Installation.Issuer}/device");
            await page.FillAsync("[name=UserCode]", "WDJB-MJHT");
            await page.ClickAsync("button[type=submit].button-primary");
        }),
        new("device-asks", async (product, page) =>
        {
            var device = await DeviceFlow.AskAsync(product, TestClient.Television, "openid profile offline_access profile.api");
            await SignInAsync(product, page, "alice");
            await page.GotoAsync(device.VerificationUriComplete);
            await page.ClickAsync("button[type=submit].button-primary");
            await page.WaitForSelectorAsync("[name=decision]");
        }),
        new("device-allowed", async (product, page) =>
        {
            await SignInAsync(product, page, "alice");
            await page.GotoAsync($"{product.Installation.Issuer}/device?done=allow");
        }),
        new("select-account", async (product, page) =>
        {
            await SignInAsync(product, page, "alice");
            await page.GotoAsync(Request(product, TestClient.Web) + "&prompt=select_account");
            await page.WaitForURLAsync("**/select-account*");
        }),
        new("error", (product, page) => page.GotoAsync($"{product.Installation.Issuer}/connect/authorize?client_id=nobody&redirect_uri=https://elsewhere.test/")),
        new("not-found", (product, page) => page.GotoAsync($"{product.Installation.Issuer}/no-such-page")),
        new("access-denied", (product, page) => page.GotoAsync($"{product.Installation.Issuer}/access-denied")),
        new("sign-out", async (product, page) =>
        {
            await SignInAsync(product, page, "alice");
            await page.GotoAsync($"{product.Installation.Issuer}/connect/endsession");
        }),
        new("signed-out", async (product, page) =>
        {
            await SignInAsync(product, page, "alice");
            await page.GotoAsync($"{product.Installation.Issuer}/connect/endsession");
            await page.ClickAsync("button[type=submit].button-primary");
        }),
        new("signed-out-apps", async (product, page) =>
        {
            await page.RouteAsync("https://*.test/**", route => route.FulfillAsync(new() { ContentType = "text/html", Body = "" }));
            await SignInAsync(product, page, "alice");
            foreach (var client in new[] { TestClient.Hall, TestClient.Attic, TestClient.StillEnabled }) await SignInToAsync(product, page, client);
            await page.GotoAsync($"{product.Installation.Issuer}/connect/endsession");
            await page.ClickAsync("button[type=submit].button-primary");
            await page.GetByText("It did not answer").WaitForAsync();
            await Assertions.Expect(page.Locator("[data-apps=closed]")).ToContainTextAsync("Town Hall");
        }),
        Account("account", "/account"),
        Account("account-devices", "/account/devices"),
        Account("account-apps", "/account/apps"),
        Account("account-password", "/account/password"),
        Account("account-picture", "/account/picture"),
        Account("account-data", "/account/data"),
        Account("account-passkeys-none", "/account/passkeys"),
        new("account-passkeys", AddPasskeyAsync),
        new("account-passkey", async (product, page) =>
        {
            await AddPasskeyAsync(product, page);
            await page.ClickAsync(".item a");
        }),
        new("sign-in-passkey-refused", async (product, page) =>
        {
            await page.GotoAsync($"{product.Installation.Issuer}/sign-in/passkey");
            await page.EvalOnSelectorAsync("form[data-passkey]", "form => form.submit()"); // without an answer
            await page.WaitForSelectorAsync(".alert-danger");
        }),
        Account("account-delete", "/account/delete"),
        Account("account-profile", "/account/profile"),
        new("account-profile-refused", async (product, page) =>
        {
            await SignInAsync(product, page, "alice");
            await page.GotoAsync($"{product.Installation.Issuer}/account/profile");
            await page.FillAsync("[name='Input.PhoneNumber']", "0151 123");
            await page.ClickAsync("main button.button-primary");
            await page.WaitForSelectorAsync("#Input_PhoneNumber-error");
        }),
        new("account-profile-conflict", async (product, page) =>
        {
            await SignInAsync(product, page, "alice");
            await page.GotoAsync($"{product.Installation.Issuer}/account/profile");
            await page.EvaluateAsync("document.querySelector('[name=Version]').value = '0'"); // as if it was changed since
            await page.FillAsync("[name='Input.Nickname']", "Typed meanwhile");
            await page.ClickAsync("main button.button-primary");
            await page.WaitForSelectorAsync("#differences");
        }),
        Account("account-security", "/account/security"),
        Account("account-activity", "/account/activity"),
        Account("account-activity-none", "/account/activity?kind=apps"),
        Account("account-preferences", "/account/preferences"),
        new("account-picture-crop", async (product, page) =>
        {
            await SignInAsync(product, page, "alice");
            await page.GotoAsync($"{product.Installation.Issuer}/account/picture");
            await page.SetInputFilesAsync("#Avatar", new FilePayload { Name = "me.png", MimeType = "image/png", Buffer = TestPictures.Png(600, 400) });
            await page.WaitForSelectorAsync("[data-crop]:not([hidden])");
        }),
        Account("account-linked-accounts", "/account/linked-accounts"),
        new("keep-account", async (product, page) =>
        {
            // A person of its own: whoever deletes an account is signed out everywhere.
            var name = $"leaving.{Guid.CreateVersion7(TimeProvider.System.GetUtcNow()).ToString("N")[..16]}";
            await page.GotoAsync($"{product.Installation.Issuer}/register");
            await page.FillAsync("[name=UserName]", name);
            await page.FillAsync("[name=Email]", $"{name}@example.test");
            await page.FillAsync("[name=Password]", "Quiet-7-Harbour");
            await page.ClickAsync("button[type=submit].button-primary");
            await SubmitSignInAsync(page, name, "Quiet-7-Harbour");
            await page.GotoAsync($"{product.Installation.Issuer}/account/delete");
            await page.FillAsync("[name=UserName]", name);
            await page.FillAsync("[name=Password]", "Quiet-7-Harbour");
            await page.ClickAsync("main button.button-danger");
            await page.WaitForURLAsync("**/keep-account");
        }),
        Console("console", "/"),
        Console("console-users", "/users"),
        Console("console-users-none", "/users?q=nobody-is-called-this"),
        Person("console-user", ""),
        Person("console-user-edit", "/edit"),
        Person("console-user-roles", "/roles"),
        Person("console-user-sessions", "/sessions", userName: "admin"),
        Person("console-user-apps", "/apps", userName: "admin"),
        Person("console-user-activity", "/activity"),
        Person("console-user-delete", "/delete"),
        Person("console-user-dialog", "", page => page.ClickAsync("#acts a[href$='/suspend']")),
        Console("console-user-new", "/users/new"),
        Console("console-import", "/users/import"),
        new("console-import-report", async (product, page) =>
        {
            const string People = "username,email,password_hash\r\nnobody-here,nobody@example.test,\r\nalice,alice@example.com,\r\nx,nobody,5f4dcc3b5aa765d61d8327deb882cf99\r\n";
            await SignInToConsoleAsync(product, page);
            await page.GotoAsync($"{product.Installation.AdminUrl}/users/import");
            await page.SetInputFilesAsync("#People", new FilePayload { Name = "people.csv", MimeType = "text/csv", Buffer = Encoding.UTF8.GetBytes(People) });
            await page.ClickAsync("#import button");
            await page.WaitForSelectorAsync("#import tbody tr:nth-child(2)"); // one that is there, and one that is refused
        }),
        new("console-users-many", async (product, page) =>
        {
            await SignInToConsoleAsync(product, page);
            await page.GotoAsync($"{product.Installation.AdminUrl}/users?q=example.com");
            foreach (var box in await page.Locator("[data-select-item]").AllAsync()) await box.CheckAsync();
            await page.ClickAsync("#bulk button");
        }),
        new("console-palette", async (product, page) =>
        {
            await SignInToConsoleAsync(product, page);
            await page.ClickAsync("[data-palette-open]");
            await page.FillAsync("#palette-input", "bo");
            await page.WaitForSelectorAsync("#palette-list [data-person]");
        }),
        Console("console-audit", "/audit-logs"),
        Console("console-audit-none", "/audit-logs?person=nobody-is-called-this"),
        Console("console-audit-verify", "/audit-logs/verify"),
        new("console-audit-record", async (product, page) =>
        {
            await SignInToConsoleAsync(product, page);
            await page.GotoAsync($"{product.Installation.AdminUrl}/audit-logs?action=client.*");
            await page.ClickAsync(".timeline a.item-title");
        }),
        Console("console-roles", "/roles"),
        Console("console-role", "/roles/support"),
        Console("console-role-new", "/roles/new"),
        new("console-role-review", async (product, page) =>
        {
            await SignInToConsoleAsync(product, page);
            await page.GotoAsync($"{product.Installation.AdminUrl}/roles/support");
            await page.CheckAsync("[value='sessions.read']");
            await page.UncheckAsync("[value='audit.read']");
            await page.ClickAsync("#role-form button");
        }),
        Console("console-sessions", "/sessions"),
        Console("console-refused-none", "/refused-requests?code=BBBB-BBBB"),
        new("console-refused", async (product, page) =>
        {
            await RefuseAsync(product, page);
            await SignInToConsoleAsync(product, page);
            await page.GotoAsync($"{product.Installation.AdminUrl}/refused-requests");
        }),
        new("console-refused-request", async (product, page) =>
        {
            var code = await RefuseAsync(product, page);
            await SignInToConsoleAsync(product, page);
            for (var attempt = 0; attempt < 60 && await page.Locator("#refusal").CountAsync() == 0; attempt++) // written a moment later
                await page.GotoAsync($"{product.Installation.AdminUrl}/refused-requests?code={code}");
        }),
        new("claim-address", async (product, page) =>
        {
            using var person = await Product.Person.RegisterAsync(product);
            await page.GotoAsync(await SentMails.LinkAsync(product.Installation.DataDirectory, $"{person.UserName}@example.test", "/verify-email"));
            await page.WaitForURLAsync("**/claim-address**");
        }),
        .. SecondStepPages.All,
        .. MailPages.All,
        new("api-reference", (product, page) => page.GotoAsync($"{product.Installation.UserApiUrl}/docs")),
    ];

    public static async Task SignInAsync(WholeProduct product, IPage page, string userName)
    {
        await page.GotoAsync($"{product.Installation.Issuer}/sign-in");
        await SubmitSignInAsync(page, userName, "Pass123$");
        await page.WaitForURLAsync(url => !url.Contains("/sign-in", StringComparison.Ordinal));
    }

    public static async Task SignInToConsoleAsync(WholeProduct product, IPage page)
    {
        await page.GotoAsync(product.Installation.AdminUrl);
        await SubmitSignInAsync(page, "admin", "Pass123$");
        await page.WaitForURLAsync(url => url.StartsWith(product.Installation.AdminUrl, StringComparison.Ordinal));
    }

    public static async Task SubmitSignInAsync(IPage page, string userName, string password)
    {
        await page.FillAsync("[name=UserName]", userName);
        await page.FillAsync("[name=Password]", password);
        await page.PressAsync("[name=Password]", "Enter");
        await page.WaitForLoadStateAsync(LoadState.NetworkIdle);
    }

    /// <summary>Comes from a provider elsewhere as somebody whom nobody here knows.</summary>
    public static async Task ComeFromElsewhereAsync(WholeProduct product, IPage page, string provider)
    {
        var person = new UpstreamPerson("583231", "mona.lisa@elsewhere.test") { GivenName = "Mona", FamilyName = "Lisa", Login = "mona.lisa" };
        (product.Upstream.Google.Person, product.Upstream.GitHub.Person) = (person, person);
        await page.GotoAsync($"{product.Installation.Issuer}/sign-in");
        await page.ClickAsync($"button[name=provider][value={provider}]");
        await page.WaitForURLAsync("**/external-login");
    }

    /// <summary>Opens an address that is refused, and reads the code off the page.</summary>
    public static async Task<string> RefuseAsync(WholeProduct product, IPage page)
    {
        var flow = new CodeFlow(product.Installation.Issuer, TestClient.Web, "openid profile");
        await page.GotoAsync(flow.Url.Replace("redirect_uri=", "redirect_uri=https%3A%2F%2Fwrong.example%2F&was=", StringComparison.Ordinal));
        return await page.Locator("#support-code").InnerTextAsync();
    }

    /// <summary>Signs in to an app that is a test's own, in a session that there is already.</summary>
    private static async Task SignInToAsync(WholeProduct product, IPage page, TestClient client)
    {
        var authorization = new CodeFlow(product.Installation.Issuer, client, "openid");
        var answer = await page.Context.APIRequest.GetAsync(authorization.Url, new() { MaxRedirects = 0 });
        using var instance = product.Provider.NewClient();
        var tokens = await TokenAnswer.AskAsync(instance, client, authorization.Redeem(new Uri(answer.Headers["location"])));
        Assert.NotEmpty(tokens.AccessToken);
    }

    private static async Task AddPasskeyAsync(WholeProduct product, IPage page)
    {
        await VirtualAuthenticator.AddAsync(page);
        await RegisterAsync(product, page, "passkeys");
        await page.GotoAsync($"{product.Installation.Issuer}/account/passkeys");
        await page.ClickAsync("[data-passkey-start]");
        await page.WaitForURLAsync("**/account/passkeys?done=added");
    }

    /// <summary>Makes a person of the page's own, and signs in.</summary>
    public static async Task<string> RegisterAsync(WholeProduct product, IPage page, string beginning)
    {
        var name = $"{beginning}.{Guid.CreateVersion7(TimeProvider.System.GetUtcNow()).ToString("N")[^16..]}";
        await page.GotoAsync($"{product.Installation.Issuer}/register");
        await page.FillAsync("[name=UserName]", name);
        await page.FillAsync("[name=Email]", $"{name}@example.test");
        await page.FillAsync("[name=Password]", "Quiet-7-Harbour");
        await page.ClickAsync("button[type=submit].button-primary");
        await SubmitSignInAsync(page, name, "Quiet-7-Harbour");
        return name;
    }

    private static PageUnderTest Account(string name, string path) => new(name, async (product, page) =>
    {
        await SignInAsync(product, page, "alice");
        await page.GotoAsync(product.Installation.Issuer + path);
    });

    private static PageUnderTest Console(string name, string path) => new(name, async (product, page) =>
    {
        await SignInToConsoleAsync(product, page);
        await page.GotoAsync(product.Installation.AdminUrl + path);
    });

    private static PageUnderTest Person(string name, string path, Func<IPage, Task>? then = null, string userName = "bob") => new(name, async (product, page) =>
    {
        await SignInToConsoleAsync(product, page);
        await page.GotoAsync($"{product.Installation.AdminUrl}/users?q={userName}%40example.com");
        await page.ClickAsync("#users td a");
        await page.WaitForURLAsync("**/users/*");
        await page.GotoAsync(page.Url + path);
        if (then is not null) await then(page);
    });

    private static string Request(WholeProduct product, TestClient client) =>
        new CodeFlow(product.Installation.Issuer, client, "openid profile offline_access profile.api").Url;
}
