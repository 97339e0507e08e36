using System.Globalization;
using EndToEnd.Tests.Product;
using Microsoft.Playwright;

namespace EndToEnd.Tests.Pages;

/// <summary>Overview, roles, audit records and sessions, as an administrator uses them in a browser.</summary>
[Trait("drives", "browser")]
[Collection(nameof(WholeProduct))]
public sealed class ConsoleOversightTests(WholeProduct product, Chromium chromium) : IClassFixture<Chromium>
{
    [Fact]
    public async Task The_overview_draws_the_sign_ins_and_tells_them_in_a_table()
    {
        var page = await SignInAsync();

        var drawing = page.GetByRole(AriaRole.Img, new() { Name = "Sign-ins per day" });
        await Assertions.Expect(drawing).ToBeVisibleAsync();
        var box = await drawing.BoundingBoxAsync();
        Assert.True(box is { Width: > 200, Height: > 100 }, $"{box?.Width} × {box?.Height}");

        await page.Locator(".chart-figures summary").First.ClickAsync();
        var today = page.Locator(".chart-figures tbody tr").First;
        Assert.True(int.Parse((await today.Locator("td").First.InnerTextAsync()).Trim(), NumberStyles.AllowThousands, CultureInfo.GetCultureInfo("en")) > 0);

        await page.GetByRole(AriaRole.Link, new() { Name = "7 days" }).ClickAsync();
        await Assertions.Expect(page.Locator(".chart-figures").First.Locator("tbody tr")).ToHaveCountAsync(7);
        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = "7 days" })).ToHaveAttributeAsync("aria-current", "true");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)] // without script
    public async Task A_role_is_made_reviewed_changed_found_in_the_records_and_deleted(bool script)
    {
        var name = $"helpers-{Guid.CreateVersion7(TimeProvider.System.GetUtcNow()):n}"[..30];
        var page = await SignInAsync(script);
        await page.GotoAsync($"{Console}/roles/new");
        await page.FillAsync("[name='Input.Name']", name);
        await page.CheckAsync("[value='users.read']");
        await page.ClickAsync("main form button[type=submit]");
        await Assertions.Expect(page.GetByText($"The role {name} was created.")).ToBeVisibleAsync();

        await page.CheckAsync("[value='audit.read']");
        await page.UncheckAsync("[value='users.read']");
        await page.ClickAsync("#role-form button[type=submit]");
        await Assertions.Expect(page.Locator("#changes ins")).ToHaveTextAsync("audit.read");
        await Assertions.Expect(page.Locator("#changes del")).ToHaveTextAsync("users.read");
        await page.ClickAsync("#confirm button");
        await Assertions.Expect(page.GetByText($"The role {name} was changed.")).ToBeVisibleAsync();

        await page.GotoAsync($"{Console}/audit-logs?action=role.*&person=admin");
        await page.Locator(".timeline-item", new() { HasText = name }).First.Locator("a.item-title").ClickAsync();
        await Assertions.Expect(page.Locator(".comparison ins")).ToContainTextAsync(["audit.read"]);
        await Assertions.Expect(page.Locator(".comparison del")).ToContainTextAsync(["users.read"]);

        await page.GotoAsync($"{Console}/roles/{name}");
        await page.ClickAsync("a.button-danger");
        await page.ClickAsync("form button.button-danger");
        await Assertions.Expect(page.GetByText($"The role {name} was deleted.")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("#roles")).Not.ToContainTextAsync(name);
    }

    [Fact]
    public async Task The_matrix_is_scrolled_by_keyboard_and_keeps_its_headings_in_sight()
    {
        var page = await SignInAsync(width: 320);
        await page.GotoAsync($"{Console}/roles");
        var region = page.GetByRole(AriaRole.Region, new() { Name = "Who may do what" });
        await region.FocusAsync();
        for (var press = 0; press < 100 && await ScrolledAsync(region) <= 50; press++) await page.Keyboard.PressAsync("ArrowRight");

        Assert.True(await ScrolledAsync(region) > 50);
        var (outer, head) = (await region.BoundingBoxAsync(), await region.Locator("tbody th").First.BoundingBoxAsync());
        Assert.Equal(outer!.X, head!.X, 2.0);
    }

    [Fact]
    public async Task An_export_comes_as_a_file_and_the_chain_is_verified()
    {
        var page = await SignInAsync();
        await page.GotoAsync($"{Console}/audit-logs?action=user.signed_in");
        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByText("Export CSV").ClickAsync());
        var lines = await File.ReadAllLinesAsync(await download.PathAsync());
        Assert.EndsWith(".csv", download.SuggestedFilename, StringComparison.Ordinal);
        Assert.True(lines.Length > 1);
        Assert.All(lines.Skip(1), line => Assert.Contains("user.signed_in", line, StringComparison.Ordinal));

        await page.GotoAsync($"{Console}/audit-logs/verify");
        await Assertions.Expect(page.GetByText("The chain is whole.")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_session_is_ended_after_a_question_and_its_browser_is_signed_out()
    {
        var bob = await chromium.NewPageAsync();
        await PageUnderTest.SignInAsync(product, bob, "bob");
        var page = await SignInAsync();
        await page.GotoAsync($"{Console}/sessions?user=bob");
        await page.Locator("#sessions tbody tr").First.GetByText("End", new() { Exact = false }).Last.ClickAsync();
        await page.Locator("dialog form button.button-danger").ClickAsync();

        await page.WaitForURLAsync($"{Console}/sessions");
        await Assertions.Expect(page.Locator("main .alert-success")).ToBeVisibleAsync();
        for (var attempt = 0; attempt < 30 && !bob.Url.Contains("/sign-in", StringComparison.Ordinal); attempt++)
        {
            await Task.Delay(250);
            await bob.GotoAsync($"{product.Installation.Issuer}/account");
        }
        await Assertions.Expect(bob.Locator("[name=Password]")).ToBeVisibleAsync();
    }

    private string Console => product.Installation.AdminUrl;

    private static Task<double> ScrolledAsync(ILocator region) => region.EvaluateAsync<double>("element => element.scrollLeft");

    private async Task<IPage> SignInAsync(bool script = true, int width = 1280)
    {
        var page = await chromium.NewPageAsync(script: script, width: width);
        await PageUnderTest.SignInToConsoleAsync(product, page);
        return page;
    }
}
