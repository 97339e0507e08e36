using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using ServiceDefaults.Configuration;

namespace UserDirectory.Avatars;

/// <summary>Takes in what people send, into a folder that only this process reads. What a crash left there is deleted at the next start.</summary>
public sealed class PictureInbox : IHostedService
{
    public const int MaxBytes = 5 * 1024 * 1024;

    private static readonly TimeSpan Abandoned = TimeSpan.FromHours(1); // another instance may work in the same folder

    private readonly string _folder;
    private readonly TimeProvider _time;

    internal PictureInbox(string folder, TimeSpan uploadTime, TimeProvider time) => (_folder, UploadTime, _time) = (folder, uploadTime, time);

    /// <summary>How long the sending of a picture may take.</summary>
    public TimeSpan UploadTime { get; }

    public async Task<Reception> ReceiveAsync(Stream content, CancellationToken cancellationToken)
    {
        var own = Path.Combine(_folder, Guid.CreateVersion7(_time.GetUtcNow()).ToString("N"));
        DataDirectory.Create(own);
        Reception? reception = null;
        try
        {
            return reception = await SaveAsync(content, own, cancellationToken);
        }
        finally
        {
            if (reception is not Reception.Received) Directory.Delete(own, recursive: true);
        }
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (!Directory.Exists(_folder)) return Task.CompletedTask;
        var before = (_time.GetUtcNow() - Abandoned).UtcDateTime;
        foreach (var left in Directory.EnumerateDirectories(_folder).Where(left => Directory.GetLastWriteTimeUtc(left) < before))
            Directory.Delete(left, recursive: true);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static async Task<Reception> SaveAsync(Stream content, string folder, CancellationToken cancellationToken)
    {
        await using var file = new FileStream(
            Path.Combine(folder, ReceivedPicture.FileName), FileMode.CreateNew, FileAccess.Write, FileShare.None);
        var chunk = new byte[16 * 1024];
        while (true)
        {
            int read;
            try
            {
                read = await content.ReadAsync(chunk, cancellationToken);
            }
            catch (IOException exception) when (exception is not BadHttpRequestException) // the server answers those itself
            {
                return new Reception.CutOff();
            }

            if (read == 0) return new Reception.Received(new ReceivedPicture(folder, file.Length));
            if (file.Length + read > MaxBytes) return new Reception.TooLarge();
            await file.WriteAsync(chunk.AsMemory(0, read), cancellationToken);
        }
    }
}

/// <summary>What became of a file that somebody sends.</summary>
public abstract record Reception
{
    private Reception() { }

    /// <param name="Picture">To be disposed of by the caller.</param>
    public sealed record Received(ReceivedPicture Picture) : Reception;

    /// <summary>More than <see cref="PictureInbox.MaxBytes"/> came; the rest was not read.</summary>
    public sealed record TooLarge : Reception;

    /// <summary>It ended before its end.</summary>
    public sealed record CutOff : Reception;
}
