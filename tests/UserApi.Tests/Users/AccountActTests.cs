using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using TestKit.SecondFactors;
using UserApi.Tests.Hosting;
using UserDirectory.Audit;
using UserDirectory.SecondFactors;
using UserDirectory.SignIn;

namespace UserApi.Tests.Users;

public sealed class AccountActTests
{
    private const string Password = "Pass123$Pass";

    public static TheoryData<string> Each => Databases.Each;

    [Theory, MemberData(nameof(Each))]
    public async Task A_locked_account_is_unlocked_wherever_it_was_tried(string database)
    {
        var host = await ApiHost.OnAsync(database);
        var (support, person) = (await host.NewPersonAsync("support"), await host.NewPersonAsync());
        foreach (var network in new[] { "198.51.100.1", "203.0.113.1" })
        {
            for (var attempt = 0; attempt < 5; attempt++)
                Assert.IsType<SignInOutcome.Refused>(await SignInAsync(host, person, "wrong", network));
            Assert.IsType<SignInOutcome.Refused>(await SignInAsync(host, person, Password, network));
        }

        var answer = (await support.AdminSendAsync(HttpMethod.Post, $"/v1/admin/users/{person.Name}/unlock")).Expect(200);

        Assert.Equal(person.Id, answer.Data.GetProperty("id").GetGuid());
        Assert.IsType<SignInOutcome.SignedIn>(await SignInAsync(host, person, Password, "198.51.100.1"));
        Assert.IsType<SignInOutcome.SignedIn>(await SignInAsync(host, person, Password, "203.0.113.1"));
        var auditor = await host.NewPersonAsync("auditor");
        Assert.Single((await auditor.AdminGetAsync($"/v1/admin/audit-logs?target_id={person.Id}&action=user.unlocked&actor_id={support.Id}")).Data.EnumerateArray());
    }

    [Theory, MemberData(nameof(Each))]
    public async Task Unlocking_what_is_not_locked_changes_nothing(string database)
    {
        var host = await ApiHost.OnAsync(database);
        var (support, person) = (await host.NewPersonAsync("support"), await host.NewPersonAsync());
        var before = await host.Database.ChecksumAsync();

        (await support.AdminSendAsync(HttpMethod.Post, $"/v1/admin/users/{person.Name}/unlock")).Expect(200);

        Assert.Equal(before, await host.Database.ChecksumAsync());
    }

    [Theory, MemberData(nameof(Each))]
    public async Task Second_factors_are_reset_with_all_that_hangs_from_them_and_not_ones_own(string database)
    {
        var host = await ApiHost.OnAsync(database);
        var (support, person) = (await host.NewPersonAsync("support"), await host.NewPersonAsync());
        await SetUpAppAsync(host, person);
        await host.SessionAsync(person.Id);
        Assert.True((await FactorsAsync(host, person))!.Totp);

        (await support.AdminSendAsync(HttpMethod.Post, $"/v1/admin/users/{person.Name}/reset-mfa")).Expect(200);

        Assert.Equal(new AccountFactors(false, 0, 0, false, false, false), await FactorsAsync(host, person) is { } left ? left with { IsEmailVerified = false } : null);
        Assert.Equal(0, await EndedAsync(support, person));
        var auditor = await host.NewPersonAsync("auditor");
        var records = await auditor.AdminGetAsync($"/v1/admin/audit-logs?target_id={person.Id}&action=user.second_factors_reset&actor_id={support.Id}");
        Assert.Single(records.Data.EnumerateArray());
        Assert.Equal("own_account", (await support.AdminSendAsync(HttpMethod.Post, $"/v1/admin/users/{support.Name}/reset-mfa")).Expect(409).Error);
    }

    [Theory, MemberData(nameof(Each))]
    public async Task A_person_is_signed_out_everywhere_and_nobody_else_is(string database)
    {
        var host = await ApiHost.OnAsync(database);
        var (support, person, other) = (await host.NewPersonAsync("support"), await host.NewPersonAsync(), await host.NewPersonAsync());
        await host.SessionAsync(person.Id);
        await host.SessionAsync(person.Id);
        await host.SessionAsync(other.Id);

        Assert.Equal(2, await EndedAsync(support, person));
        Assert.Equal(0, await EndedAsync(support, person));
        Assert.Equal(1, await EndedAsync(support, other));
    }

    [Theory, MemberData(nameof(Each))]
    public async Task An_account_is_deleted_with_a_grace_and_taken_back(string database)
    {
        var host = await ApiHost.OnAsync(database);
        var (admin, person) = (await host.NewPersonAsync("admin"), await host.NewPersonAsync());
        await host.SessionAsync(person.Id);
        var tag = (await admin.AdminGetAsync($"/v1/users/{person.Name}")).ETag;

        var deleted = (await admin.AdminSendAsync(HttpMethod.Delete, $"/v1/users/{person.Name}", ifMatch: tag)).Expect(200);

        Assert.Equal("pending_deletion", deleted.Data.GetProperty("status").GetString());
        Assert.True(deleted.Data.GetProperty("purge_after").GetDateTimeOffset() > TimeProvider.System.GetUtcNow().AddDays(29));
        Assert.Equal(0, await EndedAsync(admin, person)); // they were ended before
        Assert.Equal("status_unchanged", (await admin.AdminSendAsync(HttpMethod.Delete, $"/v1/users/{person.Name}")).Expect(409).Error);
        var restored = (await admin.AdminSendAsync(HttpMethod.Post, $"/v1/admin/users/{person.Name}/restore")).Expect(200);
        Assert.Equal("active", restored.Data.GetProperty("status").GetString());
        Assert.Equal(JsonValueKind.Null, restored.Data.GetProperty("purge_after").ValueKind);
        Assert.Equal("status_unchanged", (await admin.AdminSendAsync(HttpMethod.Post, $"/v1/admin/users/{person.Name}/restore")).Expect(409).Error);
    }

    [Theory, MemberData(nameof(Each))]
    public async Task Nobody_deletes_themselves_here(string database)
    {
        var host = await ApiHost.OnAsync(database);
        var admin = await host.NewPersonAsync("admin");
        var before = await host.Database.ChecksumAsync();

        Assert.Equal("own_account", (await admin.AdminSendAsync(HttpMethod.Delete, $"/v1/users/{admin.Id}")).Expect(409).Error);

        Assert.Equal(before, await host.Database.ChecksumAsync());
    }

    [Theory, MemberData(nameof(Each))]
    public async Task Who_may_write_accounts_does_not_delete_them_or_take_a_deletion_back(string database)
    {
        var host = await ApiHost.OnAsync(database);
        var (admin, support, person) = (await host.NewPersonAsync("admin"), await host.NewPersonAsync("support"), await host.NewPersonAsync());

        Assert.Equal("insufficient_permission", (await support.AdminSendAsync(HttpMethod.Delete, $"/v1/users/{person.Id}")).Expect(403).Error);
        (await admin.AdminSendAsync(HttpMethod.Delete, $"/v1/users/{person.Id}")).Expect(200);
        Assert.Equal("insufficient_permission", (await support.AdminSendAsync(HttpMethod.Post, $"/v1/admin/users/{person.Id}/restore")).Expect(403).Error);
    }

    private static async Task<int> EndedAsync(Person caller, Person person) =>
        (await caller.AdminSendAsync(HttpMethod.Post, $"/v1/admin/users/{person.Name}/revoke-sessions")).Expect(200)
        .Data.GetProperty("sessions_ended").GetInt32();

    private static async Task<SignInOutcome> SignInAsync(ApiHost host, Person person, string password, string network)
    {
        await using var scope = host.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<PasswordSignIn>().SignInAsync(
            new PasswordAttempt(person.Name, password, new SignInOrigin(network, "Test/1.0", null)), default);
    }

    private static async Task SetUpAppAsync(ApiHost host, Person person)
    {
        await using var scope = host.Services.CreateAsyncScope();
        var apps = scope.ServiceProvider.GetRequiredService<AuthenticatorApps>();
        var key = await apps.BeginAsync(person.Id, CancellationToken.None);
        var code = new EnrolmentCode(key.Id, await new AuthenticatorApp(key.Key).NextAsync());
        Assert.IsType<EnrolmentOutcome.Confirmed>(await apps.ConfirmAsync(person.Id, await person.SignInAsync(), code, Actor.System, CancellationToken.None));
    }

    private static async Task<AccountFactors?> FactorsAsync(ApiHost host, Person person)
    {
        await using var scope = host.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<FactorLookup>().FindAsync(person.Id, CancellationToken.None);
    }
}
