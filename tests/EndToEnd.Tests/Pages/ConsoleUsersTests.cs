using EndToEnd.Tests.Product;
using Microsoft.Playwright;

namespace EndToEnd.Tests.Pages;

/// <summary>People in the console, as an administrator works with them in a browser.</summary>
[Trait("drives", "browser")]
[Collection(nameof(WholeProduct))]
public sealed class ConsoleUsersTests(WholeProduct product, Chromium chromium) : IClassFixture<Chromium>
{
    private string Admin => product.Installation.AdminUrl;

    [Fact]
    public async Task The_list_follows_what_is_typed_without_another_page()
    {
        var page = await SignInAsync();
        await page.GotoAsync($"{Admin}/users");
        await page.EvaluateAsync("window.stayed = true");
        await page.PressAsync("body", "/");
        await page.Keyboard.TypeAsync("bob baker");

        await Assertions.Expect(page.Locator("#users tbody tr")).ToHaveCountAsync(1);
        await Assertions.Expect(page.Locator("#users tbody tr")).ToContainTextAsync("Bob Baker");
        await Assertions.Expect(page.Locator("#users-total")).ToHaveTextAsync("1 account");
        Assert.EndsWith("/users?q=bob+baker&sort=-created_at&limit=25", page.Url, StringComparison.Ordinal);
        Assert.True(await page.EvaluateAsync<bool>("window.stayed === true"));
        Assert.Equal("q", await page.EvaluateAsync<string>("document.activeElement.id"));

        await page.SelectOptionAsync("#status", "suspended");
        await Assertions.Expect(page.Locator(".empty-title")).ToHaveTextAsync("Nobody found");
        Assert.Empty(await Axe.FindAsync(page));
    }

    [Fact]
    public async Task The_command_palette_leads_to_a_person_by_keyboard_alone()
    {
        var page = await SignInAsync();
        await page.Keyboard.PressAsync("Control+k");
        await Assertions.Expect(page.Locator("#palette-input")).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("people");
        await Assertions.Expect(page.Locator("#palette-list [aria-selected=true]")).ToHaveTextAsync("People");

        await page.FillAsync("#palette-input", "bob baker");
        await Assertions.Expect(page.Locator("#palette-list [data-person]")).ToHaveCountAsync(1);
        var chosen = await page.GetAttributeAsync("#palette-input", "aria-activedescendant");
        Assert.Equal("true", await page.GetAttributeAsync($"#{chosen}", "aria-selected"));
        Assert.Empty(await Axe.FindAsync(page));
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Bob Baker");

        await page.WaitForLoadStateAsync(LoadState.Load); // the keys come with the script, after the heading
        await page.Keyboard.PressAsync("?");
        await Assertions.Expect(page.Locator("#keys")).ToBeVisibleAsync();
        Assert.Empty(await Axe.FindAsync(page));
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(page.Locator("#keys")).ToBeHiddenAsync();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)] // without script
    public async Task Several_people_are_suspended_at_once_and_activated_again(bool script)
    {
        var page = await SignInAsync(script);
        var mark = script ? "swift" : "slow";
        foreach (var name in new[] { "one", "two", "three" }) await CreateAsync(page, $"{mark}-{name}");
        await page.GotoAsync($"{Admin}/users?q={mark}-");

        if (script) await page.CheckAsync("[data-select-all]");
        else foreach (var box in await page.Locator("[data-select-item]").AllAsync()) await box.CheckAsync();
        if (script) await Assertions.Expect(page.Locator("[data-select-count]")).ToHaveTextAsync("3 selected");
        await page.SelectOptionAsync("#do", "suspend");
        await page.ClickAsync("#bulk button");

        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Suspend 3 people?");
        await page.ClickAsync("[data-bulk] button.button-danger");
        await Assertions.Expect(page.Locator("main [role=status]:visible").First).ToContainTextAsync("3 done, 0 refused, 0 not tried.");
        await Assertions.Expect(page.Locator("td:last-child .badge-success")).ToHaveCountAsync(3);
        if (script) Assert.Empty(await Axe.FindAsync(page));

        await page.GotoAsync($"{Admin}/users?q={mark}-&status=suspended");
        await Assertions.Expect(page.Locator("#users tbody tr")).ToHaveCountAsync(3);
        await page.ClickAsync("#users tbody tr:first-child a");
        await page.ClickAsync("#acts a[href$='/activate']");
        await page.ClickAsync("[data-dialog-content] button.button-primary");
        await Assertions.Expect(page.Locator(".alert-success")).ToContainTextAsync("is active again.");
    }

    [Fact]
    public async Task Two_administrators_edit_one_person_and_nobody_loses_anything_unseen()
    {
        var page = await SignInAsync();
        await CreateAsync(page, "edited");
        await page.ClickAsync("#acts a[href$='/edit']");
        var other = await page.Context.NewPageAsync();
        await other.GotoAsync(page.Url);

        await other.FillAsync("[name='Input.GivenName']", "Theirs");
        await other.ClickAsync("main form button.button-primary");
        await Assertions.Expect(other.Locator(".alert-success")).ToContainTextAsync("is saved.");
        await page.FillAsync("[name='Input.GivenName']", "Mine");
        await page.ClickAsync("main form button.button-primary");

        await Assertions.Expect(page.Locator("#differences td")).ToHaveTextAsync(["Given name", "Theirs", "Mine"]);
        Assert.Empty(await Axe.FindAsync(page));
        await page.ClickAsync("main form button.button-primary");
        await Assertions.Expect(page.Locator(".alert-success")).ToContainTextAsync("is saved.");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("Mine");
    }

    [Fact]
    public async Task A_role_is_given_in_a_dialog_that_names_what_it_grants()
    {
        var page = await SignInAsync();
        await CreateAsync(page, "promoted");
        await page.ClickAsync(".tabs a[href$='/roles']");
        await page.ClickAsync("#others .item:has-text('support') a.button");

        await Assertions.Expect(page.Locator("dialog[open] h1")).ToHaveTextAsync("Give the role support to promoted?");
        await Assertions.Expect(page.Locator("dialog[open]")).ToContainTextAsync("users.write");
        Assert.Empty(await Axe.FindAsync(page));
        await page.ClickAsync("dialog[open] button.button-primary");
        await Assertions.Expect(page.Locator(".alert-success")).ToContainTextAsync("promoted has the role support.");
        await Assertions.Expect(page.Locator("#held")).ToContainTextAsync("support");

        await page.ClickAsync("#acts a[href$='/delete']");
        await page.FillAsync("dialog[open] [name=Typed]", "promoted");
        await page.ClickAsync("dialog[open] button.button-danger");
        await Assertions.Expect(page.Locator(".alert-success")).ToContainTextAsync("will be deleted.");
        await page.ClickAsync("#acts a[href$='/restore']");
        await page.ClickAsync("dialog[open] button.button-primary");
        await Assertions.Expect(page.Locator(".alert-success")).ToContainTextAsync("is restored.");
    }

    [Fact]
    public async Task The_records_tell_who_gave_a_role_to_whom_and_what_was_before()
    {
        var page = await SignInAsync();
        await CreateAsync(page, "recorded");
        await page.ClickAsync(".tabs a[href$='/roles']");
        await page.ClickAsync("#others .item:has-text('auditor') a.button");
        await page.ClickAsync("dialog[open] button.button-primary");
        await Assertions.Expect(page.Locator(".alert-success")).ToBeVisibleAsync();

        await page.GotoAsync($"{Admin}/audit-logs?person=recorded&action=user.role_added");
        await page.ClickAsync("main a:has-text('user.role_added')");

        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("user.role_added");
        await Assertions.Expect(page.Locator(".facts dt:text-is('By') + dd")).ToHaveTextAsync("admin");
        await Assertions.Expect(page.Locator(".facts dt:text-is('On') + dd")).ToHaveTextAsync("recorded");
        await Assertions.Expect(page.Locator(".comparison td").Nth(1)).ToHaveTextAsync("user");
        await Assertions.Expect(page.Locator(".comparison td").Nth(2).Locator("ins")).ToHaveTextAsync("auditor");
    }

    private async Task<IPage> SignInAsync(bool script = true)
    {
        var page = await chromium.NewPageAsync(script: script);
        await PageUnderTest.SignInToConsoleAsync(product, page);
        return page;
    }

    private async Task CreateAsync(IPage page, string userName)
    {
        await page.GotoAsync($"{Admin}/users/new");
        await page.FillAsync("[name='Input.Username']", userName);
        await page.FillAsync("[name='Input.Email']", $"{userName}@example.test");
        await page.FillAsync("[name='Input.Password']", "Seedling-42!");
        await page.ClickAsync("main form button.button-primary");
        await Assertions.Expect(page.Locator(".alert-success")).ToContainTextAsync($"The account {userName} is made.");
    }
}
