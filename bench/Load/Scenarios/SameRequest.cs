using Load.Sockets;

namespace Load.Scenarios;

/// <summary>One request again and again.</summary>
internal sealed class SameRequest(byte[] request) : IRequestSource
{
    public ReadOnlyMemory<byte>? Next() => request;

    public void Answered(Connection connection)
    {
        // Every answer is as good as the other.
    }
}
