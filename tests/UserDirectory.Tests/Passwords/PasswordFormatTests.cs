using UserDirectory.Passwords;

namespace UserDirectory.Tests.Passwords;

public sealed class PasswordFormatTests
{
    private const string Password = "Correct-Horse-1 ✓";

    private static readonly PasswordHashingOptions Cheap = new() { Argon2MemoryKiB = 64, Argon2Iterations = 1, BcryptWorkFactor = 4, Pbkdf2Iterations = 1000 };
    private static readonly PasswordFormats Formats = new(Cheap);

    public static TheoryData<PasswordAlgorithm> Algorithms => [.. Enum.GetValues<PasswordAlgorithm>()];

    [Theory, MemberData(nameof(Algorithms))]
    public void A_password_fits_its_hash_and_no_other_does(PasswordAlgorithm algorithm)
    {
        var format = Formats[algorithm];
        Assert.SkipWhen(format.UnavailableBecause is not null, format.UnavailableBecause ?? "");

        var hash = format.Hash(Password);

        Assert.True(format.Owns(hash));
        Assert.True(format.IsCurrent(hash));
        Assert.Same(format, Formats.Of(hash));
        Assert.True(format.Verify(Password, hash));
        Assert.False(format.Verify(Password + " ", hash));
        Assert.False(format.Verify("", hash));
        Assert.NotEqual(hash, format.Hash(Password));
    }

    [Theory, MemberData(nameof(Algorithms))]
    public void What_follows_the_72nd_byte_or_a_nul_counts_too(PasswordAlgorithm algorithm)
    {
        var format = Formats[algorithm];
        Assert.SkipWhen(format.UnavailableBecause is not null, format.UnavailableBecause ?? "");
        var seventyTwo = new string('a', 72);

        Assert.False(format.Verify(seventyTwo + "2", format.Hash(seventyTwo + "1")));
        Assert.False(format.Verify("same\0other", format.Hash("same\0one")));
    }

    [Theory, MemberData(nameof(Algorithms))]
    public void A_damaged_hash_fits_nothing_and_throws_nothing(PasswordAlgorithm algorithm)
    {
        var format = Formats[algorithm];
        Assert.SkipWhen(format.UnavailableBecause is not null, format.UnavailableBecause ?? "");
        var hash = format.Hash(Password);

        for (var length = hash.IndexOf('$', 1) + 1; length < hash.Length; length += 3)
        {
            if (format.Owns(hash[..length])) Assert.False(format.Verify(Password, hash[..length]));
        }
    }

    [Theory, MemberData(nameof(Algorithms))]
    public void A_hash_of_other_parameters_is_verified_and_known_as_outdated(PasswordAlgorithm algorithm)
    {
        var stronger = new PasswordFormats(new PasswordHashingOptions { Argon2MemoryKiB = 128, Argon2Iterations = 2, BcryptWorkFactor = 5, Pbkdf2Iterations = 2000 })[algorithm];
        Assert.SkipWhen(stronger.UnavailableBecause is not null, stronger.UnavailableBecause ?? "");
        var old = Formats[algorithm].Hash(Password);

        Assert.True(stronger.Verify(Password, old));
        Assert.False(stronger.IsCurrent(old));
    }

    [Fact] // the reference implementation's own test vector (phc-winner-argon2, src/test.c)
    public void An_Argon2id_hash_of_another_implementation_is_verified()
    {
        var format = Formats[PasswordAlgorithm.Argon2id];
        Assert.SkipWhen(format.UnavailableBecause is not null, format.UnavailableBecause ?? "");

        Assert.True(format.Verify("password", "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc"));
    }

    [Fact] // a plain hash as other systems export it
    public void A_bcrypt_hash_of_another_implementation_is_verified_but_not_beyond_its_72_bytes()
    {
        var format = Formats[PasswordAlgorithm.Bcrypt];
        Assert.SkipWhen(format.UnavailableBecause is not null, format.UnavailableBecause ?? "");
        const string Stored = "$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW"; // crypt_blowfish, "U*U"

        Assert.True(format.Verify("U*U", Stored));
        Assert.False(format.Verify("U*V", Stored));
        Assert.False(format.IsCurrent(Stored));
        Assert.False(format.Verify(new string('a', 73), Stored));
    }

    [Theory]
    [InlineData("$1$salt$hash")]
    [InlineData("AQAAAAIAAYag")]
    [InlineData("5f4dcc3b5aa765d61d8327deb882cf99")]
    [InlineData("")]
    public void A_hash_of_an_unknown_format_belongs_to_none(string stored) => Assert.Null(Formats.Of(stored));

    [Fact]
    public void Weak_parameters_stop_the_start_outside_of_development()
    {
        Assert.NotNull(Cheap.Problem(development: false));
        Assert.Null(Cheap.Problem(development: true));
        Assert.Null(new PasswordHashingOptions().Problem(development: false));
    }
}
