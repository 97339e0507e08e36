namespace UserDirectory.Avatars;

/// <summary>The section <c>Avatars</c>.</summary>
internal sealed class AvatarOptions
{
    public const string Section = "Avatars";

    /// <summary>Where pictures are kept. All instances of IdentityProvider and UserApi must reach the same place.</summary>
    public AvatarStoreKind Store { get; set; } = AvatarStoreKind.FileSystem;

    /// <summary>The folder of <see cref="AvatarStoreKind.FileSystem"/>; null is <c>avatars</c> below <c>Data:Directory</c>.</summary>
    public string? Directory { get; set; }

    public S3Options S3 { get; set; } = new();

    /// <summary>The program of libvips, by its name or its path.</summary>
    public string Program { get; set; } = "vips";

    /// <summary>How long a picture may wait for its turn, and then how long it may take to make.</summary>
    public TimeSpan TimeLimit { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>The address space of the process that decodes what people send.</summary>
    public int MemoryLimitMiB { get; set; } = 1024;

    /// <summary>How many pictures are made at once; null is one for each core.</summary>
    public int? Concurrency { get; set; }

    /// <summary>How many may wait for their turn.</summary>
    public int QueueLength { get; set; } = 16;

    /// <summary>How long the sending of a picture may take.</summary>
    public TimeSpan UploadTime { get; set; } = TimeSpan.FromMinutes(2);

    public static string? Problem(AvatarOptions options) =>
        IsNoTime(options.TimeLimit, TimeSpan.FromMinutes(1)) ? "Avatars:TimeLimit must be more than nothing and at most one minute."
        : IsNoTime(options.UploadTime, TimeSpan.FromMinutes(30)) ? "Avatars:UploadTime must be more than nothing and at most 30 minutes."
        : options.MemoryLimitMiB is < 256 or > 65_536 ? "Avatars:MemoryLimitMiB must be between 256 and 65536."
        : options.Concurrency is < 1 or > 256 ? "Avatars:Concurrency must be between 1 and 256."
        : options.QueueLength is < 0 or > 10_000 ? "Avatars:QueueLength must be between 0 and 10000."
        : options.Program.Length == 0 ? "Avatars:Program is empty: write vips, or its path."
        : options.Store is AvatarStoreKind.S3 ? S3Options.Problem(options.S3)
        : null;

    private static bool IsNoTime(TimeSpan time, TimeSpan longest) => time <= TimeSpan.Zero || time > longest;
}

internal enum AvatarStoreKind
{
    FileSystem,
    S3,
}

/// <summary>The section <c>Avatars:S3</c>: a bucket of Amazon's, or of a server that speaks its protocol.</summary>
internal sealed class S3Options
{
    /// <summary>The server's address; null is Amazon's own in <see cref="Region"/>.</summary>
    public string? ServiceUrl { get; set; }

    public string? Bucket { get; set; }

    /// <summary>Without a key the machine's own role is used.</summary>
    public string? AccessKey { get; set; }

    public string? SecretKey { get; set; }

    public string Region { get; set; } = "us-east-1";

    /// <summary>The bucket stands in the path, not in the host name: most servers that are not Amazon's want it.</summary>
    public bool ForcePathStyle { get; set; }

    public static string? Problem(S3Options options) =>
        string.IsNullOrEmpty(options.Bucket) ? "Avatars:S3:Bucket is missing: Avatars:Store is S3, which needs one."
        : string.IsNullOrEmpty(options.AccessKey) != string.IsNullOrEmpty(options.SecretKey)
            ? "Avatars:S3:AccessKey and Avatars:S3:SecretKey belong together: write both, or neither to use the machine's own role."
        : options.Region.Length == 0 ? "Avatars:S3:Region is empty: write one such as eu-central-1."
        : options.ServiceUrl is { Length: > 0 } url && !IsWebAddress(url)
            ? $"Avatars:S3:ServiceUrl is \"{url}\": write an address such as https://s3.example.com."
        : null;

    private static bool IsWebAddress(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttps || uri.Scheme == Uri.UriSchemeHttp);
}
