using System.Buffers;
using System.Collections.Concurrent;
using System.Globalization;
using System.IO.Pipelines;
using System.Net.Security;
using System.Net.Sockets;
using System.Threading.Channels;
using ServiceDefaults.Outbound;

namespace ServiceDefaults.Redis;

/// <summary>One connection. Commands of many callers go out together, and answers come in the order of the commands.</summary>
internal sealed class RedisConnection : IAsyncDisposable
{
    private const int MostWaiting = 10_000;

    private readonly Stream _stream;
    private readonly Action<string>? _hear;
    private readonly Channel<Call> _calls = Channel.CreateBounded<Call>(MostWaiting);
    private readonly ConcurrentQueue<Call> _sent = new();
    private readonly CancellationTokenSource _end = new();

    private RedisConnection(Stream stream, Action<string>? hear)
    {
        (_stream, _hear) = (stream, hear);
        Closed = RunAsync();
    }

    /// <summary>Completes when the connection has ended, with the reason.</summary>
    public Task<Exception> Closed { get; }

    /// <param name="hear">Gets what is published on the channels that this connection subscribes to.</param>
    /// <exception cref="IOException">Redis refuses the user, the password or the database.</exception>
    public static async Task<RedisConnection> OpenAsync(
        RedisAddress address, ServerTrust trust, Action<string>? hear, CancellationToken cancellationToken)
    {
        var connection = new RedisConnection(await ConnectAsync(address, trust, cancellationToken), hear);
        try
        {
            if (address.Password is { } password)
                await connection.RequireAsync(address.User is { } user ? ["AUTH", user, password] : ["AUTH", password], cancellationToken);
            if (address.Database > 0)
                await connection.RequireAsync(["SELECT", address.Database.ToString(CultureInfo.InvariantCulture)], cancellationToken);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>Null when the connection ends before the answer comes. Whoever stops waiting changes nothing: the command may be carried out.</summary>
    public Task<RedisReply?> SendAsync(IReadOnlyList<string> command, CancellationToken cancellationToken)
    {
        var call = new Call(command);
        return _calls.Writer.TryWrite(call) ? call.Answer.Task.WaitAsync(cancellationToken) : Task.FromResult<RedisReply?>(null);
    }

    /// <summary>Sends what the connection is of no use without.</summary>
    public async Task RequireAsync(IReadOnlyList<string> command, CancellationToken cancellationToken)
    {
        switch (await SendAsync(command, cancellationToken))
        {
            case null: throw new IOException("The connection ended.", await Closed);
            case RedisReply.Error(var message): throw new IOException($"Redis refuses {command[0]}: {message}");
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await Closed;
        _end.Dispose();
    }

    private static async Task<Stream> ConnectAsync(RedisAddress address, ServerTrust trust, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(address.Host, address.Port, cancellationToken);
            var stream = new NetworkStream(socket, ownsSocket: true);
            if (!address.Tls) return stream;
            var options = new SslClientAuthenticationOptions { TargetHost = address.Host };
            trust.Apply(options);
            var secured = new SslStream(stream);
            await secured.AuthenticateAsClientAsync(options, cancellationToken);
            return secured;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private async Task<Exception> RunAsync()
    {
        await Task.Yield(); // the constructor is not done
        var (writing, reading) = (WriteAsync(), ReadAsync());
        var reason = await await Task.WhenAny(writing, reading);
        await _end.CancelAsync();
        await Task.WhenAll(writing, reading);
        await _stream.DisposeAsync();
        _calls.Writer.Complete();
        while (_sent.TryDequeue(out var call) || _calls.Reader.TryRead(out call)) call.Answer.TrySetResult(null);
        return reason;
    }

    private async Task<Exception> WriteAsync()
    {
        var batch = new ArrayBufferWriter<byte>();
        try
        {
            while (await _calls.Reader.WaitToReadAsync(_end.Token))
            {
                while (batch.WrittenCount < 64 * 1024 && _calls.Reader.TryRead(out var call))
                {
                    _sent.Enqueue(call); // before its answer can come
                    Resp.Write(batch, call.Command);
                }

                await _stream.WriteAsync(batch.WrittenMemory, _end.Token);
                batch.ResetWrittenCount();
            }

            return new IOException("The connection is closed.");
        }
        catch (Exception exception)
        {
            return exception;
        }
    }

    private async Task<Exception> ReadAsync()
    {
        var reader = PipeReader.Create(_stream, new StreamPipeReaderOptions(leaveOpen: true));
        try
        {
            while (true)
            {
                var result = await reader.ReadAsync(_end.Token);
                var rest = result.Buffer;
                while (Resp.Read(ref rest) is { } reply) Deliver(reply);
                reader.AdvanceTo(rest.Start, rest.End);
                if (result.IsCompleted) return new IOException("Redis has closed the connection.");
            }
        }
        catch (Exception exception)
        {
            return exception;
        }
        finally
        {
            await reader.CompleteAsync();
        }
    }

    private void Deliver(RedisReply reply)
    {
        if (reply is RedisReply.List { Items: [RedisReply.Text("message"), _, RedisReply.Text(var message)] } && _hear is not null)
            _hear(message);
        else if (_sent.TryDequeue(out var call))
            call.Answer.TrySetResult(reply);
        else
            throw new InvalidDataException("Redis answers what nobody asked.");
    }

    private sealed record Call(IReadOnlyList<string> Command)
    {
        public TaskCompletionSource<RedisReply?> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
