using UserDirectory.Avatars;

namespace UserDirectory.Tests.Avatars;

public sealed class AvatarOptionsTests
{
    [Fact]
    public void What_ships_is_right() => Assert.Null(AvatarOptions.Problem(new AvatarOptions()));

    public static TheoryData<string, Action<object>> Wrong => new()
    {
        { "Avatars:TimeLimit", options => ((AvatarOptions)options).TimeLimit = TimeSpan.Zero },
        { "Avatars:UploadTime", options => ((AvatarOptions)options).UploadTime = TimeSpan.FromDays(1) },
        { "Avatars:MemoryLimitMiB", options => ((AvatarOptions)options).MemoryLimitMiB = 1 },
        { "Avatars:Concurrency", options => ((AvatarOptions)options).Concurrency = 0 },
        { "Avatars:QueueLength", options => ((AvatarOptions)options).QueueLength = -1 },
        { "Avatars:Program", options => ((AvatarOptions)options).Program = "" },
        { "Avatars:S3:Bucket", options => ((AvatarOptions)options).S3 = new S3Options() },
        { "Avatars:S3:SecretKey", options => ((AvatarOptions)options).S3 = new S3Options { Bucket = "b", AccessKey = "a" } },
        { "Avatars:S3:Region", options => ((AvatarOptions)options).S3 = new S3Options { Bucket = "b", Region = "" } },
        { "Avatars:S3:ServiceUrl", options => ((AvatarOptions)options).S3 = new S3Options { Bucket = "b", ServiceUrl = "s3.example.com" } },
    };

    [Theory, MemberData(nameof(Wrong))]
    public void A_value_that_cannot_be_is_named(string key, Action<object> spoil)
    {
        var options = new AvatarOptions { Store = AvatarStoreKind.S3, S3 = new S3Options { Bucket = "b" } };
        Assert.Null(AvatarOptions.Problem(options));
        spoil(options);
        Assert.Contains(key, AvatarOptions.Problem(options), StringComparison.Ordinal);
    }
}
