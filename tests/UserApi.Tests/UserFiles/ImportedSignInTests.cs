using System.Text.Json;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using UserApi.Tests.Hosting;
using UserApi.Tests.Roles;
using UserDirectory.Database;
using UserDirectory.SignIn;
using UserDirectory.Users;

namespace UserApi.Tests.UserFiles;

/// <summary>Passwords that another system hashed open the account here, and are then kept as this installation keeps them.</summary>
public sealed class ImportedSignInTests
{
    private static readonly (string Password, string Hash)[] Known =
    [
        ("U*U*U", "$2a$05$XXXXXXXXXXXXXXXXXXXXXOAcXxm9kjPGEMsLznoKqmqw7tc8WCx4a"),
        ("U*U*U", "$2b$05$CCCCCCCCCCCCCCCCCCCCC.Bw3BobdGs1SFsKsRLIx9rC4T.Q7DtEm"),
        ("U*U*U", "$2y$05$CCCCCCCCCCCCCCCCCCCCC.Bw3BobdGs1SFsKsRLIx9rC4T.Q7DtEm"),
        ("password", "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc"),
        ("password", "$argon2i$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$wWKIMhR9lyDFvRz9YTZweHKfbftvj+qf+YFY4NeBbtA"),
        ("password", "$argon2d$v=19$m=256,t=2,p=2$c29tZXNhbHQ$e2nJLXw4iarRKB28i678Esw3yA8cdeM+8sLUDCjrxXM"),
        ("lètmein", "pbkdf2_sha256$1000$seasalt$JgZryXe2Ga8ysg6XbzkLpTdyPQrHqsinbL9BnnhgX4A="),
        ("lètmein", "pbkdf2_sha1$1000$seasalt$ljleU4wBmTtz/MoG5YTwxpM0d7I="),
        ("Hello world!", "$6$saltstring$svn8UoSVapNtMuq1ukKS4tPQd8iKwSMHWjl/O817G3uBnIFNjnQJuesI68u4OTLiBFdcbYEdFCoEOfaS35inz1"),
        ("password", "$y$j75$saltsalt./0123456789$q74FGhnqbSxNRUYwijcNGQJ3FG9kF3l9bG6.Ct.iG82"),
        ("password", Keycloak),
        ("Grüße-aus-7-Orten", AspNet(PasswordHasherCompatibilityMode.IdentityV2)),
        ("Grüße-aus-7-Orten", AspNet(PasswordHasherCompatibilityMode.IdentityV3)),
    ];

    public static TheoryData<string, int> Hashes
    {
        get
        {
            var all = new TheoryData<string, int>();
            foreach (var database in new[] { Databases.Sqlite, Databases.Postgres })
                for (var index = 0; index < Known.Length; index++)
                    all.Add(database, index);
            return all;
        }
    }

    // Two JSON texts within JSON, as an export of a realm has them.
    private static string Keycloak => JsonSerializer.Serialize(new Dictionary<string, string>
    {
        ["type"] = "password",
        ["secretData"] = """{"value":"DEMAB2/GfmZ4p2+q5cc6wU3hnVfEVFdo+NHsnK+Z3ISLIp4D5y5t/j6P5PqPWf14aNPlpaJQdvtJsen1Ufml1g==","salt":"MDEyMzQ1Njc4OWFiY2RlZg=="}""",
        ["credentialData"] = """{"hashIterations":2000,"algorithm":"pbkdf2-sha256"}""",
    });

    [Theory, MemberData(nameof(Hashes))]
    public async Task The_password_of_an_imported_hash_signs_in_and_is_then_kept_in_our_own_format(string database, int index)
    {
        var (password, hash) = Known[index];
        var host = await ApiHost.OnAsync(database);
        var admin = await host.NewPersonAsync("admin");
        var name = NewRoles.Name();

        (await admin.ImportAsync(FileCalls.Line(name, $"\"email_verified\":true,\"password_hash\":{JsonSerializer.Serialize(hash)}"))).Expect(200);

        Assert.Equal(hash, await StoredAsync(host, name));
        Assert.IsType<SignInOutcome.Refused>(await SignInAsync(host, name, password + "x"));
        Assert.Equal(name, Assert.IsType<SignInOutcome.SignedIn>(await SignInAsync(host, name, password)).User.UserName);
        Assert.StartsWith("$pbkdf2-sha512$i=1000$", await StoredAsync(host, name), StringComparison.Ordinal);
        Assert.IsType<SignInOutcome.SignedIn>(await SignInAsync(host, name, password));
        Assert.IsType<SignInOutcome.Refused>(await SignInAsync(host, name, hash)); // the hash itself opens nothing
    }

    [Fact]
    public async Task An_account_without_a_hash_has_no_password_that_opens_it()
    {
        var host = await ApiHost.OnAsync(Databases.Sqlite);
        var admin = await host.NewPersonAsync("admin");
        var name = NewRoles.Name();
        (await admin.ImportAsync(FileCalls.Line(name, "\"email_verified\":true"))).Expect(200);

        foreach (var guess in new[] { "", name, "null", "password" }) Assert.IsType<SignInOutcome.Refused>(await SignInAsync(host, name, guess));
    }

    private static string AspNet(PasswordHasherCompatibilityMode mode) =>
        new PasswordHasher<User>(Options.Create(new PasswordHasherOptions { CompatibilityMode = mode, IterationCount = 1000 })).HashPassword(new User(), "Grüße-aus-7-Orten");

    private static async Task<SignInOutcome> SignInAsync(ApiHost host, string name, string password)
    {
        await using var scope = host.Services.CreateAsyncScope();
        var attempt = new PasswordAttempt(name, password, new SignInOrigin("203.0.113.9", "Test/1.0", KnownDevice: null));
        return await scope.ServiceProvider.GetRequiredService<PasswordSignIn>().SignInAsync(attempt, default);
    }

    private static async Task<string?> StoredAsync(ApiHost host, string name)
    {
        await using var scope = host.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<IdentityDb>();
        return (await db.Set<User>().AsNoTracking().SingleAsync(user => user.UserName == name)).PasswordHash;
    }
}
