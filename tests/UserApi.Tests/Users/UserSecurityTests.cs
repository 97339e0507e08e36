using System.Text.Json;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using TestKit.SecondFactors;
using UserApi.Tests.Hosting;
using UserDirectory.Audit;
using UserDirectory.Database;
using UserDirectory.ExternalLogins;
using UserDirectory.Roles;
using UserDirectory.SecondFactors;
using UserDirectory.SignIn;

namespace UserApi.Tests.Users;

public sealed class UserSecurityTests
{
    private const string Browser = "Mozilla/5.0 (X11; Linux x86_64; rv:142.0) Gecko/20100101 Firefox/142.0";

    public static TheoryData<string> Each => Databases.Each;

    [Theory, MemberData(nameof(Each))]
    public async Task All_that_guards_an_account_is_told(string database)
    {
        var host = await ApiHost.OnAsync(database);
        var (support, person) = (await host.NewPersonAsync("support"), await host.NewPersonAsync());
        await using var scope = host.Services.CreateAsyncScope();
        var key = await SetUpAppAsync(scope, person);
        await RememberAsync(scope, person);
        await LinkAsync(scope, person);
        await AddPasskeyAsync(scope, person);

        var answer = (await support.AdminGetAsync($"/v1/admin/users/{person.Name}/security")).Expect(200);

        var found = answer.Data;
        Assert.Equal(person.Id, found.GetProperty("id").GetGuid());
        Assert.True(found.GetProperty("has_password").GetBoolean());
        Assert.Equal(["passkey", "totp"], Texts(found, "second_factors", "kind"));
        Assert.NotEqual(JsonValueKind.Null, found.GetProperty("second_factors")[1].GetProperty("since").ValueKind);
        Assert.Equal(RecoveryCodes.Count, found.GetProperty("recovery_codes_left").GetInt32());
        Assert.Equal(["Laptop"], Texts(found, "passkeys", "name"));
        Assert.Equal(["google"], Texts(found, "linked_accounts", "provider"));
        Assert.Equal([Browser], Texts(found, "remembered_browsers", "user_agent"));
        Assert.Empty(found.GetProperty("required_by_roles").EnumerateArray());
        Assert.NotNull(answer.ETag);
        foreach (var secret in new[] { key, "hash", "subject-elsewhere", "@gmail.example" })
            Assert.DoesNotContain(secret, found.GetRawText(), StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Each))]
    public async Task An_account_with_a_password_alone_has_nothing_else(string database)
    {
        var host = await ApiHost.OnAsync(database);
        var (auditor, person) = (await host.NewPersonAsync("auditor"), await host.NewPersonAsync());

        var found = (await auditor.AdminGetAsync($"/v1/admin/users/{person.Id}/security")).Expect(200).Data;

        Assert.True(found.GetProperty("has_password").GetBoolean());
        Assert.Equal(0, found.GetProperty("recovery_codes_left").GetInt32());
        foreach (var list in new[] { "second_factors", "required_by_roles", "passkeys", "linked_accounts", "remembered_browsers" })
            Assert.Empty(found.GetProperty(list).EnumerateArray());
    }

    [Theory, MemberData(nameof(Each))]
    public async Task The_roles_that_want_a_second_factor_are_named(string database)
    {
        var host = await ApiHost.OnAsync(database);
        var (support, person) = (await host.NewPersonAsync("support"), await host.NewPersonAsync());
        var role = $"guarded-{person.Name}";
        await using var scope = host.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<IdentityDb>();
        var now = TimeProvider.System.GetUtcNow();
        var id = Guid.CreateVersion7(now);
        db.Add(new Role
        {
            Id = id,
            Name = role,
            NormalizedName = role.ToUpperInvariant(),
            RequiresSecondFactor = true,
            CreatedAt = now,
            UpdatedAt = now,
        });
        db.Add(new IdentityUserRole<Guid> { UserId = person.Id, RoleId = id });
        await db.SaveChangesAsync();

        var found = (await support.AdminGetAsync($"/v1/admin/users/{person.Name}/security")).Expect(200).Data;

        Assert.Equal([role], found.GetProperty("required_by_roles").EnumerateArray().Select(name => name.GetString()));
    }

    [Theory, MemberData(nameof(Each))]
    public async Task An_account_that_is_not_there_has_none(string database)
    {
        var host = await ApiHost.OnAsync(database);
        var support = await host.NewPersonAsync("support");
        (await support.AdminGetAsync($"/v1/admin/users/{Guid.CreateVersion7(TimeProvider.System.GetUtcNow())}/security")).Expect(404);
        (await support.AdminGetAsync("/v1/admin/users/nobody-there/security")).Expect(404);
    }

    private static IEnumerable<string?> Texts(JsonElement found, string list, string member) =>
        found.GetProperty(list).EnumerateArray().Select(one => one.GetProperty(member).GetString());

    private static async Task<string> SetUpAppAsync(AsyncServiceScope scope, Person person)
    {
        var apps = scope.ServiceProvider.GetRequiredService<AuthenticatorApps>();
        var key = await apps.BeginAsync(person.Id, CancellationToken.None);
        var session = await person.SignInAsync();
        var code = new EnrolmentCode(key.Id, await new AuthenticatorApp(key.Key).NextAsync());
        Assert.IsType<EnrolmentOutcome.Confirmed>(await apps.ConfirmAsync(person.Id, session, code, Actor.System, CancellationToken.None));
        return key.Key;
    }

    private static async Task RememberAsync(AsyncServiceScope scope, Person person)
    {
        var browsers = scope.ServiceProvider.GetRequiredService<RememberedDevices>();
        var origin = new SignInOrigin("198.51.100.7", Browser, null);
        Assert.NotNull(await browsers.RememberAsync(person.Id, null, origin, Actor.System, CancellationToken.None));
    }

    private static async Task LinkAsync(AsyncServiceScope scope, Person person)
    {
        var proof = new ExternalProof("google", "https://accounts.google.com", $"subject-elsewhere-{person.Id:N}", "/") { Email = "ann@gmail.example" };
        var handle = await scope.ServiceProvider.GetRequiredService<ExternalProofs>().BeginAsync(proof, CancellationToken.None);
        var links = scope.ServiceProvider.GetRequiredService<LinkedAccounts>();
        Assert.IsType<LinkOutcome.Linked>(await links.LinkAsync(handle, person.Id, Actor.System, CancellationToken.None));
    }

    private static async Task AddPasskeyAsync(AsyncServiceScope scope, Person person)
    {
        var db = scope.ServiceProvider.GetRequiredService<IdentityDb>();
        db.Add(new IdentityUserPasskey<Guid>
        {
            UserId = person.Id,
            CredentialId = person.Id.ToByteArray(),
            Data = new IdentityPasskeyData
            {
                Name = "Laptop",
                PublicKey = [1],
                CreatedAt = TimeProvider.System.GetUtcNow(),
                Transports = [],
                AttestationObject = [1],
                ClientDataJson = [1],
            },
        });
        await db.SaveChangesAsync();
    }
}
