using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace OidcEngine.Http;

/// <summary>Writes a JSON object as the whole response, in one piece and with its length.</summary>
internal static class JsonResponse
{
    private const int LargestKept = 64 * 1024;

    [ThreadStatic]
    private static Buffer? _spare;

    /// <summary>Writes the object; <paramref name="writeMembers"/> writes into an object that is already open.</summary>
    public static async Task WriteAsync<TState>(
        HttpResponse response, int status, TState state, Action<Utf8JsonWriter, TState> writeMembers)
    {
        response.StatusCode = status;
        response.ContentType = "application/json";
        Render(response, state, writeMembers);
        await response.BodyWriter.FlushAsync(response.HttpContext.RequestAborted);
    }

    /// <summary>The object alone, for documents that are written once and served often.</summary>
    public static byte[] ToBytes<TState>(TState state, Action<Utf8JsonWriter, TState> writeMembers)
    {
        var buffer = new Buffer();
        buffer.Write(state, writeMembers);
        return buffer.Written.ToArray();
    }

    /// <summary>Forbids every cache to keep the response: RFC 6749 §5.1 and §5.2.</summary>
    public static void NoStore(HttpResponse response)
    {
        response.Headers.CacheControl = "no-store";
        response.Headers.Pragma = "no-cache";
    }

    private static void Render<TState>(HttpResponse response, TState state, Action<Utf8JsonWriter, TState> writeMembers)
    {
        var buffer = _spare ?? new Buffer();
        _spare = null;
        try
        {
            buffer.Write(state, writeMembers);
            response.ContentLength = buffer.Written.Length;
            response.BodyWriter.Write(buffer.Written);
        }
        finally
        {
            if (buffer.Clear()) _spare = buffer;
        }
    }

    private sealed class Buffer
    {
        private readonly ArrayBufferWriter<byte> _bytes = new(2048);
        // The response is never part of a page, so only what JSON itself asks for is escaped.
        public Buffer() =>
            Writer = new Utf8JsonWriter(_bytes, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

        private Utf8JsonWriter Writer { get; }

        public ReadOnlySpan<byte> Written => _bytes.WrittenSpan;

        public void Write<TState>(TState state, Action<Utf8JsonWriter, TState> writeMembers)
        {
            Writer.WriteStartObject();
            writeMembers(Writer, state);
            Writer.WriteEndObject();
            Writer.Flush();
        }

        public bool Clear()
        {
            _bytes.Clear();
            Writer.Reset();
            return _bytes.Capacity <= LargestKept;
        }
    }
}
