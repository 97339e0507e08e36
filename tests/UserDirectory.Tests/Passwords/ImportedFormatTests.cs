using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using UserDirectory.Passwords;
using UserDirectory.Users;

namespace UserDirectory.Tests.Passwords;

/// <summary>Hashes as other systems export them: each is made by another implementation than the one under test.</summary>
public sealed class ImportedFormatTests
{
    private const string Damaged = "is damaged";

    private static readonly PasswordFormats Formats = new(new PasswordHashingOptions());

    public static TheoryData<string, string> Known => new()
    {
        // crypt_blowfish's own vectors, and the same under the other letters
        { "U*U*U", "$2a$05$XXXXXXXXXXXXXXXXXXXXXOAcXxm9kjPGEMsLznoKqmqw7tc8WCx4a" },
        { "U*U*U", "$2b$05$CCCCCCCCCCCCCCCCCCCCC.Bw3BobdGs1SFsKsRLIx9rC4T.Q7DtEm" },
        { "U*U*U", "$2y$05$CCCCCCCCCCCCCCCCCCCCC.Bw3BobdGs1SFsKsRLIx9rC4T.Q7DtEm" },

        // Argon2's reference implementation (src/test.c), with and without a version
        { "password", "$argon2i$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$wWKIMhR9lyDFvRz9YTZweHKfbftvj+qf+YFY4NeBbtA" },
        { "password", "$argon2i$m=65536,t=2,p=1$c29tZXNhbHQ$9sTbSlTio3Biev89thdrlKKiCaYsjjYVJxGAL3swxpQ" },
        { "password", "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc" },
        { "password", "$argon2d$v=19$m=256,t=2,p=2$c29tZXNhbHQ$e2nJLXw4iarRKB28i678Esw3yA8cdeM+8sLUDCjrxXM" },

        // Django: the salt is text
        { "lètmein", "pbkdf2_sha256$1000$seasalt$JgZryXe2Ga8ysg6XbzkLpTdyPQrHqsinbL9BnnhgX4A=" },
        { "lètmein", "pbkdf2_sha1$1000$seasalt$ljleU4wBmTtz/MoG5YTwxpM0d7I=" },

        // Linux: sha512crypt's specification, and crypt(3)
        { "Hello world!", "$6$saltstring$svn8UoSVapNtMuq1ukKS4tPQd8iKwSMHWjl/O817G3uBnIFNjnQJuesI68u4OTLiBFdcbYEdFCoEOfaS35inz1" },
        { "Hello world!", "$6$rounds=10000$saltstringsaltst$OW1/O6BYHV6BcXZu8QVeXbDWra3Oeqh0sbHbbMCVNSnCM/UrjmM0Dp8vOuZeHBy/YTBmSK6H9qs/y3RnOaw5v." },
        { "password", "$y$j75$saltsalt./0123456789$q74FGhnqbSxNRUYwijcNGQJ3FG9kF3l9bG6.Ct.iG82" },
        { "Grüße", "$y$j9T$saltsalt./0123456789$vyo06N0W46KysIwTAYHyAweK1kzNr.epkiV1bi8fG.D" },

        { "password", Keycloak("pbkdf2-sha256", 2000, "DEMAB2/GfmZ4p2+q5cc6wU3hnVfEVFdo+NHsnK+Z3ISLIp4D5y5t/j6P5PqPWf14aNPlpaJQdvtJsen1Ufml1g==") },
        { "password", Keycloak("pbkdf2-sha512", 2000, "OtQWq55fsXpoCLtXKo+mzLHMnFV16TIEW47EHNay7j+0kSSQcDvDvqxuioqxII2dzBYS1zWu9o56DfWn1dA/kw==") },
        { "password", Keycloak("pbkdf2", 2000, "e5FYga1lvEwCpBWDusq00goOV3idc1KPmiUslbWYWq5Wl7b7WOOczxUgnfly5roawmlv4xufPyvALPjXu+QVTA==") },
        {
            "password",
            Keycloak("argon2", 3, "rRhV8cCFm000w53oEMv6H//LGodkqKWHkZwz0xC95vk=", """{\"hashLength\":[\"32\"],\"memory\":[\"1024\"],\"type\":[\"id\"],\"version\":[\"1.3\"],\"parallelism\":[\"1\"]}""")
        },
    };

    [Theory, MemberData(nameof(Known))]
    public void A_hash_of_another_system_fits_its_password_and_no_other(string password, string stored)
    {
        var format = Formats.Of(stored);
        Assert.SkipWhen(format is null, "A library of this system is missing.");

        Assert.Null(Formats.Problem(stored));
        Assert.True(format!.Verify(password, stored));
        Assert.False(format.Verify(password + " ", stored));
        Assert.False(format.Verify(password.ToUpperInvariant() + "x", stored));
        Assert.False(format.Verify("", stored));
        Assert.False(format.Verify(password + "\0x", stored));
    }

    [Theory]
    [InlineData(PasswordHasherCompatibilityMode.IdentityV2)]
    [InlineData(PasswordHasherCompatibilityMode.IdentityV3)]
    public void A_hash_of_ASP_NET_Core_Identity_fits_its_password_and_no_other(PasswordHasherCompatibilityMode mode)
    {
        var hasher = new PasswordHasher<User>(Options.Create(new PasswordHasherOptions { CompatibilityMode = mode, IterationCount = 1000 }));
        var stored = hasher.HashPassword(new User(), "Grüße-aus-7-Orten");

        Assert.Null(Formats.Problem(stored));
        Assert.True(Formats.Of(stored)!.Verify("Grüße-aus-7-Orten", stored));
        Assert.False(Formats.Of(stored)!.Verify("Grüße-aus-8-Orten", stored));
    }

    [Theory] // version 3 with HMAC-SHA1 and HMAC-SHA256, as releases before .NET 7 wrote it
    [InlineData("AQAAAAEAAAPoAAAAEDAxMjM0NTY3ODlhYmNkZWY", "SHA256")]
    [InlineData("AQAAAAAAAAPoAAAAEDAxMjM0NTY3ODlhYmNkZWY", "SHA1")]
    public void The_function_of_an_ASP_NET_hash_is_the_one_it_names(string head, string function)
    {
        var salt = "0123456789abcdef"u8.ToArray();
        var key = System.Security.Cryptography.Rfc2898DeriveBytes.Pbkdf2(
            "password"u8, salt, 1000, new System.Security.Cryptography.HashAlgorithmName(function), 32);
        var stored = Convert.ToBase64String([.. Convert.FromBase64String(head + "="), .. key]);

        Assert.True(Formats.Of(stored)!.Verify("password", stored));
        Assert.False(Formats.Of(stored)!.Verify("Password", stored));
    }

    [Theory]
    [InlineData("$2b$31$CCCCCCCCCCCCCCCCCCCCC.Bw3BobdGs1SFsKsRLIx9rC4T.Q7DtEm", "work factor")]
    [InlineData("$argon2id$v=19$m=4194304,t=1,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc", "memory")]
    [InlineData("$argon2id$v=19$m=65536,t=4000000,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc", "m × t")]
    [InlineData("$argon2i$v=19$m=65536,t=2,p=200$c29tZXNhbHQ$wWKIMhR9lyDFvRz9YTZweHKfbftvj+qf+YFY4NeBbtA", "lanes")]
    [InlineData("pbkdf2_sha256$2000000000$seasalt$JgZryXe2Ga8ysg6XbzkLpTdyPQrHqsinbL9BnnhgX4A=", "iterations")]
    [InlineData("$pbkdf2-sha512$i=9000000$AAAAAAAAAAAAAAAAAAAAAA==$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=", "iterations")]
    [InlineData("$6$rounds=999999999$saltstring$svn8UoSVapNtMuq1ukKS4tPQd8iKwSMHWjl/O817G3uBnIFNjnQJuesI68u4OTLiBFdcbYEdFCoEOfaS35inz1", "rounds")]
    [InlineData("$y$jFT$saltsalt./0123456789$vyo06N0W46KysIwTAYHyAweK1kzNr.epkiV1bi8fG.D", "parameters")]
    public void A_hash_that_would_cost_too_much_is_not_taken(string stored, string named) =>
        Assert.Contains(named, Formats.Problem(stored), StringComparison.Ordinal);

    [Fact]
    public void Nor_are_too_many_iterations_in_the_binary_and_the_JSON_formats()
    {
        byte[] head = [1, 0, 0, 0, 1, 0x7F, 0xFF, 0xFF, 0xFF, 0, 0, 0, 16];
        Assert.Contains("iterations", Formats.Problem(Convert.ToBase64String([.. head, .. new byte[48]])), StringComparison.Ordinal);
        Assert.Contains("iterations", Formats.Problem(Keycloak("pbkdf2-sha256", 2_000_000_000, Convert.ToBase64String(new byte[32]))), StringComparison.Ordinal);
        Assert.Contains("derived key", Formats.Problem(Keycloak("pbkdf2-sha256", 1, Convert.ToBase64String(new byte[4096]))), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("$2b$05$short", Damaged)]
    [InlineData("$2b$05$CCCCCCCCCCCCCCCCCCCCC.Bw3BobdGs1SFsKsRLIx9rC4T.Q7DtEm\n", Damaged)]
    [InlineData("$argon2id$v=19$m=65536,t=2$c29tZXNhbHQ$xx", Damaged)]
    [InlineData("$argon2d$v=19$m=99999999999999999999,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc", Damaged)]
    [InlineData("pbkdf2_sha256$x$seasalt$JgZr", Damaged)]
    [InlineData("pbkdf2_sha256$0$seasalt$JgZryXe2Ga8ysg6XbzkLpTdyPQrHqsinbL9BnnhgX4A=", Damaged)]
    [InlineData("pbkdf2_sha256$1000$seasalt$", Damaged)]
    [InlineData("$6$$x", Damaged)]
    [InlineData("$y$x", Damaged)]
    [InlineData("{", Damaged)]
    [InlineData("{}", Damaged)]
    [InlineData("""{"secretData":1,"credentialData":2}""", Damaged)]
    [InlineData("""{"secretData":"{","credentialData":"{}"}""", Damaged)]
    [InlineData("""{"secretData":"{\"value\":\"?\",\"salt\":\"?\"}","credentialData":"{\"hashIterations\":1,\"algorithm\":\"pbkdf2\"}"}""", Damaged)]
    [InlineData("""{"secretData":"{\"value\":\"AA\",\"salt\":\"AA\"}","credentialData":"{\"hashIterations\":1,\"algorithm\":\"argon2\"}"}""", Damaged)]
    [InlineData("""{"secretData":"{\"value\":\"AA\",\"salt\":\"AA\"}","credentialData":"{\"hashIterations\":1,\"algorithm\":\"md5\"}"}""", Damaged)]
    [InlineData("$1$salt$qJH7.N4xYta3aEG/dfqo/0", "cannot be verified here")]
    [InlineData("5f4dcc3b5aa765d61d8327deb882cf99", "cannot be verified here")]
    [InlineData("plain text", "cannot be verified here")]
    [InlineData("", "cannot be verified here")]
    public void A_hash_that_is_damaged_or_of_no_known_format_is_refused_with_a_reason_and_fits_nothing(string stored, string named)
    {
        Assert.Contains(named, Formats.Problem(stored), StringComparison.Ordinal);
        foreach (var guess in new[] { "", "password", stored }) Assert.NotEqual(true, Formats.Of(stored)?.Verify(guess, stored));
    }

    private static string Keycloak(string algorithm, int iterations, string value, string parameters = "{}") =>
        $$"""
        {
          "type": "password",
          "secretData": "{\"value\":\"{{value}}\",\"salt\":\"MDEyMzQ1Njc4OWFiY2RlZg==\",\"additionalParameters\":{} }",
          "credentialData": "{\"hashIterations\":{{iterations}},\"algorithm\":\"{{algorithm}}\",\"additionalParameters\":{{parameters}} }"
        }
        """;
}
