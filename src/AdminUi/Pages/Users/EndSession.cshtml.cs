using AdminUi.Access;
using AdminUi.Api;
using AdminUi.Devices;
using AdminUi.Localisation;
using AdminUi.Notices;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace AdminUi.Pages.Users;

/// <summary>Asks before one session of a person is ended, and ends it.</summary>
[RequirePermission(Permission.SessionsWrite)]
internal sealed class EndSessionModel(UserApiClient api, IStringLocalizer<PageText> text) : PageModel
{
    /// <summary><c>all</c> when the question was asked from the list of everybody's sessions, to which it then leads back.</summary>
    [FromQuery(Name = "from")] public string? From { get; set; }

    public Confirmation Question { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(Guid session, CancellationToken cancellationToken) =>
        await AskAsync(session, cancellationToken) ?? Page();

    public async Task<IActionResult> OnPostAsync(Guid session, CancellationToken cancellationToken)
    {
        if (await AskAsync(session, cancellationToken) is { } refused) return refused;
        return (await api.EndSessionAsync(session, cancellationToken)).TryGet(out _, out var refusal)
            ? this.Done(Question.Cancel, "EndSession.Done")
            : this.AnswerForm(refusal);
    }

    private async Task<IActionResult?> AskAsync(Guid id, CancellationToken cancellationToken)
    {
        if (!(await api.GetSessionAsync(id, cancellationToken)).TryGet(out var session, out var refusal)) return this.Answer(refusal);
        Question = new Confirmation
        {
            Title = text["EndSession.Title", DeviceWords.Of(session.UserAgent, text), session.Username],
            Consequences =
            [
                text[session.Current ? "EndSession.Own" : "EndSession.Says"],
                .. session.Apps.Count == 0 ? [] : new[] { text["EndSession.Apps", string.Join(", ", session.Apps.Select(app => app.Name))].Value },
            ],
            Button = text["PersonSessions.End"],
            Cancel = From == "all" ? "/sessions" : $"/users/{session.UserId}/sessions",
        };
        return null;
    }
}
