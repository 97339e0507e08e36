using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace TestKit.Ports;

/// <summary>Loopback ports that nobody listens on, and that stay so until they are used: each is given once in a process, and they lie below
/// those that the system takes for outgoing connections (RFC 6335 §6; from 32768 on Linux), one of which could otherwise come first.</summary>
public static class FreePorts
{
    private const int First = 15_000;
    private const int End = 32_000;

    private static readonly Lock Turn = new();
    private static int _next = RandomNumberGenerator.GetInt32(First, End);

    /// <summary>Takes <paramref name="count"/> different ports.</summary>
    public static int[] Take(int count)
    {
        lock (Turn) return [.. Enumerable.Range(0, count).Select(_ => Next())];
    }

    private static int Next()
    {
        for (var tried = 0; tried < End - First; tried++)
        {
            var port = _next;
            _next = port + 1 < End ? port + 1 : First;
            if (IsFree(IPAddress.Loopback, port) && IsFree(IPAddress.IPv6Loopback, port)) return port;
        }
        throw new InvalidOperationException($"No port from {First} to {End - 1} is free.");
    }

    private static bool IsFree(IPAddress address, int port)
    {
        try
        {
            using var listener = new TcpListener(address, port);
            listener.Start();
            return true;
        }
        catch (SocketException failure)
        {
            return failure.SocketErrorCode is SocketError.AddressFamilyNotSupported or SocketError.AddressNotAvailable; // a machine without IPv6
        }
    }
}
