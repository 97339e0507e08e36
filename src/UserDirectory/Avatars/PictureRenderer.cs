using System.Diagnostics;
using System.Globalization;
using System.Threading.RateLimiting;
using Microsoft.Extensions.Logging;

namespace UserDirectory.Avatars;

/// <summary>Makes the sizes of a picture by vips, a process of its own: what decodes strangers' bytes shares neither memory, nor
/// environment, nor fate with this one, and is bounded in time, memory and what it may write.</summary>
internal sealed class PictureRenderer : IDisposable
{
    private const int NeverRan = 126;   // it and 127 say that the program could not be started,
    private const int LastSignal = 192; // and those up to here that a signal ended it; 1 and 255 are its own refusals
    private const int MostOutputBytes = 16 * 1024 * 1024;

    private readonly AvatarOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger<PictureRenderer> _logger;
    private readonly ConcurrencyLimiter _turns;
    private readonly string? _program;
    private readonly string? _prlimit = Programs.Find("prlimit");

    public PictureRenderer(AvatarOptions options, TimeProvider time, ILogger<PictureRenderer> logger)
    {
        (_options, _time, _logger) = (options, time, logger);
        _program = Programs.Find(options.Program);
        _turns = new ConcurrencyLimiter(new ConcurrencyLimiterOptions
        {
            PermitLimit = options.Concurrency ?? Environment.ProcessorCount,
            QueueLimit = options.QueueLength,
            QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
        });
    }

    /// <summary>False where the programs are not installed.</summary>
    public bool IsInstalled => _program is not null && _prlimit is not null;

    public async Task<RenderOutcome> RenderAsync(ReceivedPicture picture, CancellationToken cancellationToken)
    {
        using var turn = await TakeTurnAsync(cancellationToken);
        if (turn is not { IsAcquired: true }) return new RenderOutcome.Busy(_options.TimeLimit);

        using var late = new CancellationTokenSource(_options.TimeLimit, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        try
        {
            return await RenderAllAsync(picture.Folder, either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            _logger.TookTooLong(_options.TimeLimit);
            return new RenderOutcome.Failed();
        }
    }

    public void Dispose() => _turns.Dispose();

    private async Task<RateLimitLease?> TakeTurnAsync(CancellationToken cancellationToken)
    {
        using var late = new CancellationTokenSource(_options.TimeLimit, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        try
        {
            return await _turns.AcquireAsync(1, either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    // What was sent is decoded once; the smaller sizes are made from the largest.
    private async Task<RenderOutcome> RenderAllAsync(string folder, CancellationToken cancellationToken)
    {
        var made = new Dictionary<int, byte[]>();
        var source = ReceivedPicture.FileName;
        foreach (var size in AvatarSizes.All)
        {
            var target = string.Create(CultureInfo.InvariantCulture, $"{size}.webp");
            var exit = await RunAsync(folder, source, target, size, cancellationToken);
            if (HasDied(exit)) return new RenderOutcome.Failed();
            var path = Path.Combine(folder, target);
            if (exit != 0 || !File.Exists(path)) return new RenderOutcome.Undecodable();
            if (WebpMetadata.Remove(await File.ReadAllBytesAsync(path, cancellationToken)) is not { } content) return new RenderOutcome.Failed();
            made[size] = content;
            source = target;
        }

        return new RenderOutcome.Made(made);
    }

    private async Task<int> RunAsync(string folder, string source, string target, int size, CancellationToken cancellationToken)
    {
        using var process = Process.Start(StartInfo(folder, source, target, size))!;
        try
        {
            process.StandardInput.Close();
            var said = await ReadSomeAsync(process.StandardError, cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            if (HasDied(process.ExitCode)) _logger.Died(process.ExitCode, said);
            else if (process.ExitCode != 0) _logger.Refused(process.ExitCode, said);
            return process.ExitCode;
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
                await process.WaitForExitAsync(CancellationToken.None); // it writes into the folder no more
            }
        }
    }

    private ProcessStartInfo StartInfo(string folder, string source, string target, int size)
    {
        var width = size.ToString(CultureInfo.InvariantCulture);
        var start = new ProcessStartInfo(_prlimit!)
        {
            WorkingDirectory = folder, // names are relative, so nothing in the path is taken for an option of vips
            RedirectStandardInput = true,
            RedirectStandardOutput = false,
            RedirectStandardError = true,
            ArgumentList =
            {
                string.Create(CultureInfo.InvariantCulture, $"--as={_options.MemoryLimitMiB * 1024L * 1024}"),
                string.Create(CultureInfo.InvariantCulture, $"--cpu={Math.Ceiling(_options.TimeLimit.TotalSeconds)}"),
                string.Create(CultureInfo.InvariantCulture, $"--fsize={MostOutputBytes}"),
                "--core=0",
                "--",
                _program!,
                "thumbnail",
                source,
                $"{target}[Q=80,strip]",
                width,
                "--height",
                width,
                "--crop",
                "centre",
                "--fail-on",
                "truncated",
                "--export-profile",
                "srgb",
            },
        };
        start.Environment.Clear(); // secrets of ours are no business of its
        start.Environment["PATH"] = "/usr/local/bin:/usr/bin:/bin";
        start.Environment["HOME"] = start.Environment["TMPDIR"] = folder;
        start.Environment["LC_ALL"] = "C";
        start.Environment["VIPS_BLOCK_UNTRUSTED"] = "1";
        start.Environment["VIPS_CONCURRENCY"] = "1";
        start.Environment["VIPS_DISC_THRESHOLD"] = "8g"; // never to disk: the limit on memory decides
        return start;
    }

    private static bool HasDied(int exit) => exit is >= NeverRan and <= LastSignal;

    // Read to the end, or the process would wait; kept as far as a log line goes.
    private static async Task<string> ReadSomeAsync(StreamReader output, CancellationToken cancellationToken)
    {
        var buffer = new char[1024];
        var kept = "";
        int read;
        while ((read = await output.ReadAsync(buffer, cancellationToken)) > 0)
        {
            if (kept.Length < 300) kept += new string(buffer, 0, Math.Min(read, 300 - kept.Length));
        }

        return kept;
    }
}

/// <summary>What became of a picture that was to be made.</summary>
internal abstract record RenderOutcome
{
    private RenderOutcome() { }

    /// <param name="Sizes">A WebP file for each of <see cref="AvatarSizes.All"/>.</param>
    public sealed record Made(IReadOnlyDictionary<int, byte[]> Sizes) : RenderOutcome;

    /// <summary>It is damaged.</summary>
    public sealed record Undecodable : RenderOutcome;

    /// <summary>The process took too long, or died.</summary>
    public sealed record Failed : RenderOutcome;

    public sealed record Busy(TimeSpan RetryAfter) : RenderOutcome;
}
