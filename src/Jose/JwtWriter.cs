using System.Buffers;
using System.Buffers.Text;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Jose;

/// <summary>Writes signed tokens: JWS compact serialization (RFC 7515 §7.1) of a JWT claims set (RFC 7519 §7.1).</summary>
public static class JwtWriter
{
    [ThreadStatic]
    private static ClaimsBuffer? _spare;

    /// <summary>Signs a claims set. <paramref name="writeClaims"/> writes the members into an object that is already open, each
    /// name once. The header is <c>alg</c>, <c>kid</c> and <c>typ</c>.</summary>
    /// <param name="key">The key that signs.</param>
    /// <param name="typ">The kind of token, usually one of <see cref="JwtTypes"/>.</param>
    /// <param name="state">Handed to <paramref name="writeClaims"/>, so that it can be static.</param>
    /// <param name="writeClaims">Writes the claims.</param>
    public static string Sign<TState>(SigningKey key, string typ, TState state, Action<Utf8JsonWriter, TState> writeClaims)
    {
        // Taken, not shared: a callback may itself sign a token on this thread.
        var buffer = _spare ?? new ClaimsBuffer();
        _spare = null;
        try
        {
            buffer.Writer.WriteStartObject();
            writeClaims(buffer.Writer, state);
            buffer.Writer.WriteEndObject();
            buffer.Writer.Flush();
            return Serialize(key, key.EncodedHeader(typ), buffer.Written);
        }
        finally
        {
            if (buffer.Clear()) _spare = buffer;
        }
    }

    private static string Serialize(SigningKey key, ReadOnlySpan<byte> header, ReadOnlySpan<byte> payload)
    {
        var room = header.Length + Base64Url.GetEncodedLength(payload.Length) + Base64Url.GetEncodedLength(SigningKey.MaxSignatureSize) + 2;
        var token = ArrayPool<byte>.Shared.Rent(room);
        try
        {
            header.CopyTo(token);
            var length = header.Length;
            token[length++] = (byte)'.';
            length += Base64Url.EncodeToUtf8(payload, token.AsSpan(length));

            Span<byte> signature = stackalloc byte[SigningKey.MaxSignatureSize];
            var signatureLength = key.Sign(token.AsSpan(0, length), signature);
            token[length++] = (byte)'.';
            length += Base64Url.EncodeToUtf8(signature[..signatureLength], token.AsSpan(length));
            return Encoding.ASCII.GetString(token, 0, length);
        }
        finally
        {
            // A token is a credential: it does not linger in a shared buffer.
            ArrayPool<byte>.Shared.Return(token, clearArray: true);
        }
    }

    private sealed class ClaimsBuffer
    {
        private const int LargestKept = 16 * 1024;

        private readonly ArrayBufferWriter<byte> _bytes = new(1024);

        // A token is never embedded in a page as it is, so what HTML would need escaped stays short.
        public ClaimsBuffer() =>
            Writer = new Utf8JsonWriter(_bytes, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

        public Utf8JsonWriter Writer { get; }

        public ReadOnlySpan<byte> Written => _bytes.WrittenSpan;

        /// <summary>Makes the buffer ready for the next token; false when it has grown too large to be kept.</summary>
        public bool Clear()
        {
            _bytes.Clear();
            Writer.Reset();
            return _bytes.Capacity <= LargestKept;
        }
    }
}
