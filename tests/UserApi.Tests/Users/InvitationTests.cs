using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using UserApi.Tests.Hosting;
using UserDirectory.Database;
using UserDirectory.Outbox;
using UserDirectory.SignIn;

namespace UserApi.Tests.Users;

/// <summary>What administrators have mailed: an invitation, and a link for a new password. What the links then do is tried in a browser.</summary>
public sealed class InvitationTests
{
    private const string Invite = "/v1/admin/users/invite";
    private const string Password = "Pass123$Pass";

    private static int _guests;

    public static TheoryData<string> Each => Databases.Each;

    [Theory, MemberData(nameof(Each))]
    public async Task Who_is_invited_gets_one_letter_whose_link_nobody_else_sees_and_cannot_sign_in_before(string database)
    {
        var host = await ApiHost.OnAsync(database);
        var (support, auditor) = (await host.NewPersonAsync("support"), await host.NewPersonAsync("auditor"));
        var name = NewName();

        var answer = (await support.AdminSendAsync(HttpMethod.Post, Invite, Body(name, ""","given_name":"Ada","roles":["user"]"""))).Expect(201);

        var id = answer.Data.GetProperty("id").GetGuid();
        Assert.Equal($"/v1/users/{id:D}", answer.Header("Location"));
        Assert.DoesNotContain("token", answer.Text, StringComparison.OrdinalIgnoreCase);
        var letter = Assert.Single(await LettersAsync(host, id));
        Assert.Equal(("Invitation", $"{name}@example.com"), (letter.Template, letter.To));
        Assert.DoesNotContain("token=", letter.Payload, StringComparison.Ordinal); // it is under the master key
        Assert.IsType<SignInOutcome.Refused>(await SignInAsync(host, name, ""));
        Assert.IsType<SignInOutcome.Refused>(await SignInAsync(host, name, Password));
        Assert.Single((await auditor.AdminGetAsync($"/v1/admin/audit-logs?target_id={id}&action=user.invited&actor_id={support.Id}")).Data.EnumerateArray());
    }

    [Theory, MemberData(nameof(Each))]
    public async Task Who_has_not_come_yet_is_invited_again_and_everybody_else_gets_a_link_for_a_new_password(string database)
    {
        var host = await ApiHost.OnAsync(database);
        var (support, person) = (await host.NewPersonAsync("support"), await host.NewPersonAsync());
        var name = NewName();
        var guest = (await support.AdminSendAsync(HttpMethod.Post, Invite, Body(name))).Expect(201).Data.GetProperty("id").GetGuid();
        var before = (await LettersAsync(host, person.Id)).Count;

        foreach (var user in new[] { name, person.Name, person.Id.ToString() })
            (await support.AdminSendAsync(HttpMethod.Post, $"/v1/admin/users/{user}/send-password-reset")).Expect(200);

        Assert.Equal(["Invitation", "Invitation"], (await LettersAsync(host, guest)).Select(letter => letter.Template));
        var letters = (await LettersAsync(host, person.Id))[before..];
        Assert.All(letters, letter => Assert.Equal(("ResetPasswordByAdministrator", $"{person.Name}@example.com"), (letter.Template, letter.To)));
        Assert.Equal(2, letters.Count);
        Assert.IsType<SignInOutcome.SignedIn>(await SignInAsync(host, person.Name, Password)); // it works until the link is used
    }

    [Theory, MemberData(nameof(Each))]
    public async Task A_name_or_an_address_that_is_taken_invites_nobody(string database)
    {
        var host = await ApiHost.OnAsync(database);
        var (support, person) = (await host.NewPersonAsync("support"), await host.NewPersonAsync());

        Assert.Equal("username_taken", (await support.AdminSendAsync(HttpMethod.Post, Invite,
            $$"""{"username":"{{person.Name.ToUpperInvariant()}}","email":"{{NewName()}}@example.com"}""")).Expect(409).Error);
        Assert.Equal("email_taken", (await support.AdminSendAsync(HttpMethod.Post, Invite,
            $$"""{"username":"{{NewName()}}","email":"{{person.Name}}@EXAMPLE.com"}""")).Expect(409).Error);

        Assert.DoesNotContain(await LettersAsync(host, person.Id), letter => letter.Template is "Invitation" or "AddressTaken");
    }

    [Theory, MemberData(nameof(Each))]
    public async Task Nobody_is_invited_without_an_address_or_by_a_body_that_is_wrong(string database)
    {
        var host = await ApiHost.OnAsync(database);
        var support = await host.NewPersonAsync("support");
        var name = NewName();
        foreach (var body in new[]
        {
            $$"""{"username":"{{name}}"}""",
            $$"""{"username":"{{name}}","email":null}""",
            $$"""{"username":"{{name}}","email":""}""",
            $$"""{"username":"{{name}}","email":"nobody"}""",
            $$"""{"email":"{{name}}@example.com"}""",
            Body(name, ""","password":"Pass123$Pass" """),
            Body(name, ""","email_verified":true"""),
        })
        {
            (await support.AdminSendAsync(HttpMethod.Post, Invite, body)).Expect(400);
            (await support.AdminGetAsync($"/v1/users/{name}")).Expect(404);
        }
    }

    [Theory, MemberData(nameof(Each))]
    public async Task The_same_request_twice_invites_once(string database)
    {
        var host = await ApiHost.OnAsync(database);
        var support = await host.NewPersonAsync("support");
        var body = Body(NewName());
        var key = ("Idempotency-Key", Guid.CreateVersion7(TimeProvider.System.GetUtcNow()).ToString());

        var first = (await host.SendAsync(HttpMethod.Post, Invite, support.Token("admin.api"), body, headers: key)).Expect(201);
        var again = (await host.SendAsync(HttpMethod.Post, Invite, support.Token("admin.api"), body, headers: key)).Expect(201);

        Assert.Equal(first.Text, again.Text);
        Assert.Single(await LettersAsync(host, first.Data.GetProperty("id").GetGuid()));
    }

    [Theory, MemberData(nameof(Each))]
    public async Task Who_lacks_the_right_mails_nobody(string database)
    {
        var host = await ApiHost.OnAsync(database);
        var (auditor, person) = (await host.NewPersonAsync("auditor"), await host.NewPersonAsync());
        var before = await host.Database.ChecksumAsync();
        foreach (var (path, body) in new[] { (Invite, Body(NewName())), ($"/v1/admin/users/{person.Name}/send-password-reset", null) })
        {
            Assert.Equal("insufficient_permission", (await auditor.AdminSendAsync(HttpMethod.Post, path, body)).Expect(403).Error);
            Assert.Equal("insufficient_permission", (await person.AdminSendAsync(HttpMethod.Post, path, body)).Expect(403).Error); // one's own too
            (await host.SendAsync(HttpMethod.Post, path, auditor.Token("profile.api"), body)).Expect(403);
            (await host.SendAsync(HttpMethod.Post, path, null, body)).Expect(401);
        }

        Assert.Equal(before, await host.Database.ChecksumAsync());
    }

    [Theory, MemberData(nameof(Each))]
    public async Task Nobody_who_is_not_there_or_may_not_sign_in_is_mailed_a_link(string database)
    {
        var host = await ApiHost.OnAsync(database);
        var (support, person) = (await host.NewPersonAsync("support"), await host.NewPersonAsync());
        (await support.AdminSendAsync(HttpMethod.Post, $"/v1/admin/users/{person.Name}/suspend")).Expect(200);
        var before = await host.Database.ChecksumAsync();
        foreach (var unknown in new[] { "nobody.at.all", "019a0b5d-ac96-774b-bcce-b302099a8057", "..%2f..", "a%20b" })
            (await support.AdminSendAsync(HttpMethod.Post, $"/v1/admin/users/{unknown}/send-password-reset")).Expect(404);
        Assert.Equal("status_unchanged", (await support.AdminSendAsync(HttpMethod.Post, $"/v1/admin/users/{person.Name}/send-password-reset")).Expect(409).Error);
        Assert.Equal(before, await host.Database.ChecksumAsync());
    }

    private static string NewName() => $"guest{Interlocked.Increment(ref _guests)}";

    private static string Body(string name, string more = "") => $$"""{"username":"{{name}}","email":"{{name}}@example.com"{{more}}}""";

    private static async Task<SignInOutcome> SignInAsync(ApiHost host, string name, string password)
    {
        await using var scope = host.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<PasswordSignIn>().SignInAsync(
            new PasswordAttempt(name, password, new SignInOrigin("198.51.100.7", "Test/1.0", null)), default);
    }

    private static async Task<List<(string Template, string To, string Payload)>> LettersAsync(ApiHost host, Guid userId)
    {
        await using var scope = host.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<IdentityDb>();
        var payloads = await db.Set<OutboxMessage>().Where(message => message.UserId == userId && message.Kind == OutboxKinds.Mail)
            .OrderBy(message => message.Id).Select(message => message.Payload).ToListAsync();
        return [.. payloads.Select(payload => (JsonElement.Parse(payload), payload))
            .Select(letter => (letter.Item1.GetProperty("Template").GetString()!, letter.Item1.GetProperty("To").GetString()!, letter.payload))];
    }
}
