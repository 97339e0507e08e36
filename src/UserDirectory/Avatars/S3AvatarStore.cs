using System.Net;
using System.Runtime.CompilerServices;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;

namespace UserDirectory.Avatars;

/// <summary>Pictures as objects of a bucket, below <c>avatars/</c>.</summary>
internal sealed class S3AvatarStore : IAvatarStore, IDisposable
{
    private const string Root = "avatars/";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly AmazonS3Client _client;
    private readonly string _bucket;

    public S3AvatarStore(S3Options options)
    {
        _bucket = options.Bucket!;
        var configuration = new AmazonS3Config
        {
            ForcePathStyle = options.ForcePathStyle,
            Timeout = Patience,
            MaxErrorRetry = 2,
            AuthenticationRegion = options.Region,
        };
        if (options.ServiceUrl is { Length: > 0 } url) configuration.ServiceURL = url;
        else configuration.RegionEndpoint = Amazon.RegionEndpoint.GetBySystemName(options.Region);
        _client = options.AccessKey is { Length: > 0 } key
            ? new AmazonS3Client(new BasicAWSCredentials(key, options.SecretKey), configuration)
            : new AmazonS3Client(configuration);
    }

    public Task WriteAsync(AvatarFile file, ReadOnlyMemory<byte> content, CancellationToken cancellationToken) => AskAsync(async () =>
    {
        using var stream = new MemoryStream(content.ToArray(), writable: false);
        await _client.PutObjectAsync(
            new PutObjectRequest
            {
                BucketName = _bucket,
                Key = Root + file.Name,
                InputStream = stream,
                ContentType = "image/webp",
                UseChunkEncoding = false, // not every server knows it
            },
            cancellationToken);
        return true;
    });

    public Task<byte[]?> ReadAsync(AvatarFile file, CancellationToken cancellationToken) => AskAsync(async () =>
    {
        try
        {
            using var answer = await _client.GetObjectAsync(_bucket, Root + file.Name, cancellationToken);
            using var content = new MemoryStream();
            await answer.ResponseStream.CopyToAsync(content, cancellationToken);
            return content.ToArray();
        }
        catch (AmazonS3Exception exception) when (exception.StatusCode == HttpStatusCode.NotFound)
        {
            return null;
        }
    });

    public Task DeleteAsync(Guid userId, Guid? version, CancellationToken cancellationToken) => AskAsync(async () =>
    {
        await foreach (var item in ObjectsAsync(Root + AvatarFile.PrefixOf(userId, version), cancellationToken))
            await _client.DeleteObjectAsync(_bucket, item.Key, cancellationToken);
        return true;
    });

    public async IAsyncEnumerable<StoredAvatar> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var item in ObjectsAsync(Root, cancellationToken))
        {
            if (AvatarFile.TryParse(item.Key, out var stored, new DateTimeOffset(item.LastModified.ToUniversalTime(), TimeSpan.Zero)))
                yield return stored;
        }
    }

    public void Dispose() => _client.Dispose();

    private async IAsyncEnumerable<S3Object> ObjectsAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var request = new ListObjectsV2Request { BucketName = _bucket, Prefix = prefix };
        ListObjectsV2Response page;
        do
        {
            page = await AskAsync(() => _client.ListObjectsV2Async(request, cancellationToken));
            foreach (var item in page.S3Objects) yield return item;
            request.ContinuationToken = page.NextContinuationToken;
        }
        while (page.IsTruncated);
    }

    private static async Task<T> AskAsync<T>(Func<Task<T>> ask)
    {
        try
        {
            return await ask();
        }
        catch (Exception exception) when (exception is AmazonServiceException or AmazonClientException or HttpRequestException or TimeoutException)
        {
            throw new IOException($"The bucket cannot be reached: {exception.Message}", exception);
        }
    }
}
